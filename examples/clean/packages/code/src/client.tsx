'use client';

export function Banner() {
  const url = process.env.NEXT_PUBLIC_API_URL;
  const key = process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY;
  const mode = import.meta.env.MODE;
  return <a href={`${url}/status?mode=${mode}`} data-key={key}>Status</a>;
}
