/** What the code of this repository may do. */
export default { allowedHosts: ['*.example.com'] };
