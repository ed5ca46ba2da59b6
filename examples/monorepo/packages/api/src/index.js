export async function load(id) {
  const response = await fetch(`https://api.example.com/items/${id}`);
  return response.json();
}
