import "server-only";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { exportAuthAddress } from "@/lib/env";

export interface AuthRequest {
  action: "csrf" | "signin" | "callback";
  provider?: "credentials" | "oidc";
  method: "GET" | "POST";
  query: Record<string, string>;
  cookies: Record<string, string>;
  body?: Record<string, unknown>;
}

export interface AuthReply {
  status: number;
  headers: Headers;
  body: unknown;
}

/**
 * Runs next-auth on plain values. Its own route handler reads the ambient request of Next, takes bodies of any
 * size and serves pages we do not use; through its handler for plain objects it sees only what we pass on.
 */
export async function runNextAuth(request: AuthRequest, options: AuthOptions): Promise<AuthReply> {
  exportAuthAddress();
  const reply: AuthReply = { status: 200, headers: new Headers(), body: null };
  const nextauth = [request.action, ...(request.provider ? [request.provider] : [])];
  const req = {
    method: request.method,
    query: { ...request.query, nextauth },
    cookies: request.cookies,
    headers: {},
    body: request.body,
  };
  await NextAuth(req as unknown as NextApiRequest, recorder(reply) as unknown as NextApiResponse, options);
  return reply;
}

/** The part of NextApiResponse that next-auth uses, writing to `reply`. */
function recorder(reply: AuthReply) {
  const set = (name: string, value: string | string[]) => {
    reply.headers.delete(name);
    for (const one of [value].flat()) reply.headers.append(name, one);
  };
  const response = {
    status: (code: number) => {
      reply.status = code;
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === "set-cookie" ? reply.headers.getSetCookie() : undefined),
    setHeader: (name: string, value: string | string[]) => {
      set(name, value);
      return response;
    },
    json: (body: unknown) => {
      reply.body = body;
    },
    send: (body: unknown) => {
      reply.body = body;
    },
    end: () => {},
  };
  return response;
}
