"""A second, independent verifier of an unpacked ledger archive, with Python's standard library alone.
usage: verify_ledger.py <folder> [--keys file] [--anchors folder]    exit codes: 0 ok, 1 tampered, 2 incomplete, 3 usage"""
import base64
import functools
import hashlib
import itertools
import json
import os
import re
import sys

# --- Ed25519, RFC 8032 section 5.1.7, in affine-free (extended) coordinates ---
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

def add(a, b):
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)

def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result

def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        raise ValueError("no point")
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)

BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def signed(public, text, signature):
    try:
        a, r = decompress(public), decompress(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0

# --- notes and checkpoints, C2SP signed-note and tlog-checkpoint ---
class Bad(Exception):
    def __init__(self, verdict, reason, seq=None):
        self.verdict, self.reason, self.seq = verdict, reason, seq

def unbase64(text):
    return base64.b64decode(text) if re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", text) and len(text) % 4 == 0 else b""

def read_keys(text, wrong="tampered"):
    keys = {}
    for line in list(filter(None, text.split("\n"))) or [""]:
        name, key_id, encoded = (line.split("+", 2) + ["", ""])[:3]
        raw = unbase64(encoded)
        if len(raw) != 33 or raw[0] != 1 or hashlib.sha256(name.encode() + b"\n" + raw).hexdigest()[:8] != key_id:
            raise Bad(wrong, "a verifier key is not one")
        keys[(name, bytes.fromhex(key_id))] = raw[1:]
    return keys

def open_checkpoint(note, keys, name="a checkpoint"):
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    known = 0
    for line in signatures.split("\n")[:-1]:
        parts = line.split(" ")
        raw = unbase64(parts[2]) if len(parts) == 3 and parts[0] == "\u2014" else b""
        key = keys.get((parts[1] if len(parts) == 3 else "", raw[:4]))
        if key is not None and not signed(key, text.encode(), raw[4:]):
            raise Bad("tampered", name + " is not as it was signed")
        known += key is not None
    lines = text.split("\n")
    if known == 0 or len(lines) < 4 or not lines[1].isdigit() or len(unbase64(lines[2])) != 32:
        raise Bad("tampered", name + " bears no signature of a known key")
    return lines[0], int(lines[1]), unbase64(lines[2])

# --- the archive, C2SP tlog-tiles ---
def find(folder, kind, index, width=None):
    digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    place = os.path.join(folder, "tile", str(kind), *["x" + g for g in groups[:-1]], groups[-1])
    if os.path.isfile(place) and width in (None, 256):
        return place, 256
    widths = [n for n in range(1, 256) if os.path.isfile(os.path.join(place + ".p", str(n)))]
    chosen = width if width is not None else max(widths, default=0)
    return (os.path.join(place + ".p", str(chosen)), chosen) if chosen in widths else (None, 0)

def read(folder, name):
    if not os.path.isfile(os.path.join(folder, name)):
        raise Bad("incomplete", "the archive has no file " + name)
    return open(os.path.join(folder, name), encoding="utf-8", errors="replace", newline="").read()

def entries(folder):
    for bundle in itertools.count():
        path, width = find(folder, "entries", bundle)
        if path is None:
            return
        data = open(path, "rb").read()
        tile, _ = find(folder, 0, bundle, width)
        if tile is None:
            raise Bad("incomplete", "a tile is missing", bundle * 256)
        hashes, at = open(tile, "rb").read(), 0
        for index in range(width):
            length = int.from_bytes(data[at : at + 2], "big") if at + 2 <= len(data) else len(data)
            if at + 2 + length > len(data):
                raise Bad("incomplete", "its bundle is cut off", bundle * 256 + index)
            yield data[at + 2 : at + 2 + length], hashes[index * 32 : index * 32 + 32]
            at += 2 + length
        if at != len(data):
            raise Bad("tampered", "something follows it in its bundle", bundle * 256 + width - 1)
        if width < 256:
            return

def check_node(folder, level, index, digest):
    path, width = find(folder, level, index // 256)
    if path is None or width <= index % 256:
        raise Bad("incomplete", "a tile of level %d is missing" % level, index * 256**level)
    if open(path, "rb").read()[index % 256 * 32 : index % 256 * 32 + 32] != digest:
        raise Bad("tampered", "a tile of level %d has another hash" % level, index * 256**level)

def root_of(stack):
    join = lambda right, left: hashlib.sha256(b"\x01" + left + right).digest()
    return functools.reduce(join, stack[::-1]) if stack else hashlib.sha256(b"").digest()

def anchored(folder, keys):
    names = [name for name in sorted(os.listdir(folder)) if name.endswith(".checkpoint")] if folder else []
    if folder and not names:
        raise Bad("incomplete", "there is no checkpoint in " + folder)
    return [open_checkpoint(read(folder, name), keys, name) + (name,) for name in names]

def verify(folder, key_file, anchors):
    keys = read_keys(open(key_file, encoding="utf-8-sig", errors="replace").read(), "usage") if key_file else read_keys(read(folder, "keys"))
    try:
        texts = [json.loads(line)["note"] for line in read(folder, "checkpoints.ndjson").split("\n") if line]
    except ValueError:
        raise Bad("incomplete", "checkpoints.ndjson is cut off")
    own = [open_checkpoint(text, keys) + (None,) for text in texts + [read(folder, "checkpoint")]]
    notes = sorted((n for n in anchored(anchors, keys) + own if n[1]), key=lambda n: n[1])  # stable: anchored ones first
    if len({note[0] for note in notes}) > 1:
        raise Bad("tampered", "the checkpoints are of different logs")
    stack, size, good, kept, previous, pruned, pruned_root, told = [], 0, 0, 0, root_of([]), 0, None, {}
    for body, stored in entries(folder):
        leaf = hashlib.sha256(b"\x00" + body).digest() if body or size > pruned else stored
        if leaf != stored:
            raise Bad("tampered", "its bytes do not give the stored hash", size)
        try:
            said = json.loads(body.decode("utf-8")) if body else {"seq": size, "prev": previous.hex()}
            if (said.get("seq"), said.get("prev")) != (size, previous.hex()):
                raise Bad("tampered", "it names another place", size)
        except (ValueError, AttributeError):
            raise Bad("tampered", "its bytes are not an entry", size)
        pruned_root = root_of(stack) if body and size == pruned else pruned_root
        pruned += not body
        told = said.get("detail", {}) if said.get("action") == "RETENTION_PRUNED" else told
        previous, digest, index, height = leaf, leaf, size, 0
        while index % 2:
            digest, index, height = hashlib.sha256(b"\x01" + stack.pop() + digest).digest(), index // 2, height + 1
            if height % 8 == 0:
                check_node(folder, height // 8, index, digest)
        stack.append(digest)
        size += 1
        while notes and notes[0][1] == size:
            _, _, root, name = notes.pop(0)
            if root != root_of(stack):
                raise Bad("tampered", "%d entries were signed over others (%s)" % (size, name), kept if name else good)
            kept = size if name else kept
            good = size if not notes or notes[0][1] != size else good
    if pruned and (told.get("upTo") != pruned or unbase64(told.get("root", "")) != pruned_root):
        raise Bad("tampered", "its bytes are gone, and no entry tells why", min(told.get("upTo", 0), pruned) % pruned)
    if notes:
        raise Bad("incomplete", "%d entries were signed (%s)" % (notes[-1][1], notes[-1][3]), size)
    return {"verdict": "ok", "entries": size, "unsigned": size - good}

if __name__ == "__main__":
    options = dict(zip(sys.argv[2::2], sys.argv[3::2]))
    known = options.keys() <= {"--keys", "--anchors"} and all(map(os.path.exists, options.values()))
    if len(sys.argv) % 2 or not os.path.isdir(sys.argv[1]) or not known:
        sys.exit(sys.stderr.write(__doc__) and 3)
    try:
        report = verify(sys.argv[1], options.get("--keys"), options.get("--anchors"))
    except Bad as bad:
        report = {"verdict": bad.verdict, "firstBadSeq": bad.seq, "reason": bad.reason}
    print(json.dumps(report))
    sys.exit({"ok": 0, "tampered": 1, "incomplete": 2, "usage": 3}[report["verdict"]])
