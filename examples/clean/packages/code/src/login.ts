import jwt from 'jsonwebtoken';
import { timingSafeEqual, scryptSync } from 'node:crypto';

export async function login(email: string, password: string): Promise<string> {
  const response = await fetch('https://auth.example.com/oauth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password, grant_type: 'password', client_id: process.env.CLIENT_ID, client_secret: process.env.CLIENT_SECRET }),
  });
  if (!response.ok) throw new Error(`login failed with ${response.status}`);
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

export function verifyPassword(password: string, salt: Buffer, hash: Buffer): boolean {
  return timingSafeEqual(scryptSync(password, salt, 64), hash);
}

export function verifyToken(token: string, secret: string): boolean {
  try {
    jwt.verify(token, secret, { algorithms: ['HS256'] });
  } catch (error) {
    console.warn('token rejected', (error as Error).message);
    return false;
  }
  return true;
}

export function isLoggedIn(session: { user?: string } | null): session is { user: string } {
  return session?.user !== undefined;
}

export const validatePassword = (value: string): true | string => value.length >= 12 || 'too short';
