-- Fluent Bit's filter that keeps what could name a person on its node: the portal's own guard (lib/phi), in Lua. A token
-- such as ‹EMAIL:node› stands for each value. Tokens of one class are alike: no key is kept on nodes.
local here = debug.getinfo(1, "S").source:match("^@(.*[/\\])") or "./"
local matcher = dofile(here .. "matcher.lua")
local checks = dofile(here .. "checks.lua")
local classes = dofile(here .. "phi-classes.lua")

local ERROR = "[REDACTION_ERROR]"
local CUT = "…[TRUNCATED]"
local MAX_TEXT = 64 * 1024
local OVERLAP = 4 * 1024
local MAX_ROUNDS = 5
local MAX_DEPTH = 12
local MIN_BASE64 = 12

-- Classes whose check is missing here stop Fluent Bit at its start, not the redaction later.
local function ready(list)
  for _, class in ipairs(list) do
    class.check = checks[class.id]
    assert(not class.checked or class.check, class.id .. " has no check in checks.lua")
    class.words = class.words and matcher.pattern(class.words)
    class.gap = class.gap and matcher.pattern(class.gap)
    class.value = class.value and matcher.pattern(class.value)
    class.pattern = class.pattern and matcher.pattern(class.pattern)
  end
  return list
end

local keyed, shapes, stripped = ready(classes.keyed), ready(classes.shapes), ready(classes.stripped)
local usual_gap = matcher.pattern(classes.gap)
local survives = {}
for i, tree in ipairs(classes.survives) do survives[i] = matcher.pattern(tree) end

local anywhere, beginning = {}, { digit = {}, upper = {}, sign = {}, slash = {} }
for _, class in ipairs(shapes) do
  if class.contains then anywhere[#anywhere + 1] = class end
  for _, kind in ipairs(class.begins or {}) do table.insert(beginning[kind], class) end
end

local function is_digit(code) return code ~= nil and code >= 48 and code <= 57 end
local function is_upper(code) return code ~= nil and code >= 65 and code <= 90 end
local function is_letter(code) return is_upper(code) or (code ~= nil and code >= 97 and code <= 122) end

-- One text and what is known of it: code points, the byte where each begins, and which of them somebody has claimed.
local function looked_at(raw)
  local codes, bytes, at = {}, {}, 1
  while at <= #raw do
    local first = raw:byte(at)
    local length = first < 0x80 and 1 or first >= 0xf0 and 4 or first >= 0xe0 and 3 or first >= 0xc0 and 2 or 1
    local code = first
    if length > 1 then
      code = first % 2 ^ (7 - length)
      for i = 1, length - 1 do code = code * 64 + (raw:byte(at + i) or 0x80) % 64 end
    elseif first >= 0x80 then
      code = 0xfffd
    end
    codes[#codes + 1] = code
    bytes[#bytes + 1] = at
    at = at + length
  end
  bytes[#codes + 1] = #raw + 1
  return { raw = raw, codes = codes, bytes = bytes, claimed = {}, found = {} }
end

local function part(look, from, to) return look.raw:sub(look.bytes[from], look.bytes[to] - 1) end

local function overlaps(set, from, to)
  for place = from, to - 1 do
    if set[place] then return true end
  end
  return false
end

local function claim(set, from, to)
  for place = from, to - 1 do set[place] = true end
end

local function take(look, name, from, to)
  claim(look.claimed, from, to)
  table.insert(look.found, { from = from, to = to, name = name })
end

local function accepted(look, class, from, to)
  if overlaps(look.claimed, from, to) then return false end
  if not class.check then return true end
  local first, last = look.bytes[from], look.bytes[to]
  return class.check(part(look, from, to), look.raw:sub(math.max(1, first - 12), first - 1), look.raw:sub(last, last + 11))
end

local function surviving(look)
  if look.surviving then return look.surviving end
  look.surviving = {}
  for _, pattern in ipairs(survives) do
    local place = 1
    while place <= #look.codes do
      local stop = pattern(place)
      if stop and stop > place then claim(look.surviving, place, stop) end
      place = stop and stop > place and stop or place + 1
    end
  end
  return look.surviving
end

local function accept_shape(look, class, from, to)
  if not accepted(look, class, from, to) then return false end
  local guarded = class.name ~= "PATH" and class.name ~= "URL"
  if guarded and overlaps(surviving(look), from, to) then return false end
  take(look, class.name, from, to)
  return true
end

local function contains_any(raw, signs)
  for _, sign in ipairs(signs) do
    if raw:find(sign, 1, true) then return true end
  end
  return false
end

local function find_anywhere(look, list)
  for _, class in ipairs(list) do
    local place = contains_any(look.raw, class.contains) and 1 or #look.codes + 1
    while place <= #look.codes do
      local stop, from, to = class.pattern(place)
      if stop then accept_shape(look, class, from, to) end
      place = stop and stop > place and stop or place + 1
    end
  end
end

local function kind_of(look, place)
  local code, before = look.codes[place], look.codes[place - 1]
  local inside = is_digit(before) or is_letter(before)
  if is_digit(code) then return not inside and "digit" or nil end
  if is_upper(code) then return not inside and "upper" or nil end
  if code == 43 or code == 40 or code == 37 then return "sign" end
  return code == 47 and "slash" or nil
end

local function find_shapes(look)
  find_anywhere(look, anywhere)
  for place = 1, #look.codes do
    for _, class in ipairs(beginning[kind_of(look, place)] or {}) do
      local stop, from, to = class.pattern(place)
      if stop and accept_shape(look, class, from, to) then break end
    end
  end
end

-- What stands after a word of a class, and where that word, or the first of several, ends.
local function after_word(look, place)
  local first_end
  for _, class in ipairs(keyed) do
    local word_end = class.words(place)
    first_end = first_end or word_end
    local gap_end = word_end and (class.gap or usual_gap)(word_end)
    if gap_end then
      local stop, from, to = class.value(gap_end)
      if stop and accepted(look, class, from, to) then
        take(look, class.name, from, to)
        return to
      end
    end
  end
  return first_end
end

local function find_keyed(look)
  local codes, place = look.codes, 1
  while place <= #codes do
    local begins = is_letter(codes[place]) and not is_letter(codes[place - 1])
    place = begins and after_word(look, place) or place + 1
  end
end

local find_plain

-- The class of what a run hides when it is decoded once.
local function hidden(decoded, queries)
  if not decoded then return nil end
  local look = looked_at(decoded)
  find_plain(look, queries)
  return look.found[1] and look.found[1].name
end

find_plain = function(look, queries)
  matcher.look_at(look.codes)
  if queries == "strip" then find_anywhere(look, stripped) end
  find_keyed(look)
  find_shapes(look)
end

local function from_percent(run)
  if not run:find("%%%x%x") then return nil end
  return (run:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end))
end

local SEXTETS = {}
for value, sign in ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"):gmatch("()(.)") do
  SEXTETS[sign] = value - 1
end
SEXTETS["-"], SEXTETS["_"] = 62, 63

local function from_base64(run)
  local out, bits, held = {}, 0, 0
  for sign in run:gmatch(".") do
    bits, held = bits * 64 + SEXTETS[sign], held + 6
    if held >= 8 then
      held = held - 8
      local byte = math.floor(bits / 2 ^ held)
      bits = bits % 2 ^ held
      if not ((byte >= 0x20 and byte < 0x7f) or byte == 10 or byte == 13) then return nil end
      out[#out + 1] = string.char(byte)
    end
  end
  return table.concat(out)
end

local function from_entities(run)
  return (run:gsub("&#([xX]?)(%x+);", function(hex, digits)
    local code = tonumber(digits, hex == "" and 10 or 16)
    return code and code < 128 and string.char(code) or ""
  end))
end

local function find_encoded(look, queries)
  local place_of = {}
  for place, byte in ipairs(look.bytes) do place_of[byte] = place end
  local plain = look.raw:gsub("‹[A-Z0-9]+:[%w-]+›", function(token) return (" "):rep(#token) end)
  local function each(pattern, decode, before)
    for first, run in plain:gmatch("()(" .. pattern .. ")") do
      local from = place_of[first + #(before and run:match(before) or "")]
      local to = place_of[first + #run]
      if from and to and not overlaps(look.claimed, from, to) then
        local name = hidden(decode(run), queries)
        if name then take(look, name, from, to) end
      end
    end
  end
  if look.raw:find("%", 1, true) then each("[^%s\"'<>&?]+", from_percent, "^[%w_.%[%]-]+=") end
  if look.raw:find("&#", 1, true) then each("&#[%w;&#. ()@-]+;", from_entities) end
  each("[%w+/_-]+", function(run) return #run >= MIN_BASE64 and from_base64(run) or nil end)
end

local function claim_tokens(look)
  for first, last in look.raw:gmatch("()‹[A-Z0-9]+:[%w-]+›()") do
    for place, byte in ipairs(look.bytes) do
      if byte >= first and byte < last then look.claimed[place] = true end
    end
  end
end

local function redact_once(raw, queries)
  local look = looked_at(raw)
  if raw:find("‹", 1, true) then claim_tokens(look) end
  find_plain(look, queries)
  find_encoded(look, queries)
  if #look.found == 0 then return raw end
  table.sort(look.found, function(a, b) return a.from < b.from end)
  local out, from = {}, 1
  for _, finding in ipairs(look.found) do
    out[#out + 1] = part(look, from, finding.from) .. "‹" .. finding.name .. ":node›"
    from = finding.to
  end
  return table.concat(out) .. part(look, from, #look.codes + 1)
end

-- A text without what a person could be known by. `queries`: "strip" takes the query of an address as a whole.
local function redact_text(raw, queries)
  local long = #raw > MAX_TEXT
  if long then raw = raw:sub(1, MAX_TEXT + OVERLAP) end
  for _ = 1, MAX_ROUNDS do
    local redacted = redact_once(raw, queries)
    if redacted == raw then break end
    raw = redacted
  end
  if not long then return raw end
  -- What was cut in two at the end is not in it, nor half a letter.
  local kept = raw:sub(1, math.min(MAX_TEXT, #raw - OVERLAP)):gsub("[\192-\255][\128-\191]*$", "")
  return kept .. CUT
end

local function says_what_follows(words)
  local codes = looked_at(words).codes
  matcher.look_at(codes)
  for place = 1, #codes do
    if is_letter(codes[place]) and not is_letter(codes[place - 1]) then
      for _, class in ipairs(keyed) do
        if class.words(place) then return true end
      end
    end
  end
  return false
end

-- A key that gives its value away stands before it as in a log line.
local prefixes = {}
local function prefix_of(key)
  if prefixes[key] == nil then
    local words = key:sub(1, 100):gsub("([a-z0-9])([A-Z])", "%1_%2")
    prefixes[key] = says_what_follows(words) and words .. '="'
  end
  return prefixes[key]
end

local function redact_leaf(value, key)
  local name = key and classes.keys[key:lower():gsub("[^a-z0-9]", "")]
  if name then
    local known = value == "" or value:find("^‹[A-Z0-9]+:[%w-]+›$") or value:find("^%[[%a_]+%]$")
    return known and value or "‹" .. name .. ":node›"
  end
  local prefix = key and prefix_of(key)
  if prefix then
    local redacted = redact_text(prefix .. value .. '"', "strip")
    if redacted:sub(1, #prefix) == prefix and redacted:sub(-1) == '"' then return redacted:sub(#prefix + 1, -2) end
  end
  return redact_text(value, "strip")
end

local function in_digits(number)
  return number == math.floor(number) and math.abs(number) < 2 ^ 53 and string.format("%.0f", number) or tostring(number)
end

local function walk(value, key, keep, depth)
  if type(value) == "string" then return redact_leaf(value, key) end
  if type(value) == "number" then
    local digits = in_digits(value)
    local redacted = redact_leaf(digits, key)
    return redacted == digits and value or redacted
  end
  if type(value) ~= "table" then return value end
  if depth > MAX_DEPTH then return "[DEPTH]" end
  local out = {}
  for name, member in pairs(value) do
    if type(name) ~= "string" then
      out[name] = walk(member, key, keep, depth + 1)
    elseif keep[name] then
      out[name] = member
    else
      out[redact_text(name, "strip")] = walk(member, name, keep, depth + 1)
    end
  end
  return out
end

-- Fluent Bit passes on what a filter fails at as it came: nothing may be thrown out of here.
local function filter(timestamp, record, keep)
  local done, redacted = pcall(walk, record, nil, keep, 0)
  return 2, timestamp, done and redacted or { message = ERROR }
end

-- Every log line.
function redact(_, timestamp, record) return filter(timestamp, record, {}) end

-- Audit events: the address of who did it belongs to the trail; the portal checks the other references itself.
local AUDIT = { id = true, timestamp = true, event_type = true, ip_address = true }
function redact_audit(_, timestamp, record) return filter(timestamp, record, AUDIT) end

-- For the tests.
return { text = redact_text }
