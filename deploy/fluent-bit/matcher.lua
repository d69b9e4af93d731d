-- Regular expressions on texts that are arrays of code points, by the trees of phi-classes.lua. Each tree becomes
-- functions once; matching then makes no garbage. A function takes a place and gives the place after the match, or nil.
local M = {}

local text = {}
local starts, ends = {}, {}

local known = {}

local function set_of(ranges)
  if known[ranges] then return known[ranges] end
  local ascii, high = {}, {}
  for i = 1, #ranges, 2 do
    for code = ranges[i], math.min(ranges[i + 1], 127) do ascii[code] = true end
    if ranges[i + 1] > 127 then
      high[#high + 1] = math.max(ranges[i], 128)
      high[#high + 1] = ranges[i + 1]
    end
  end
  local pairs_of_high = #high / 2
  known[ranges] = function(code)
    if code == nil then return false end
    if code < 128 then return ascii[code] == true end
    local low, top = 1, pairs_of_high
    while low <= top do
      local middle = math.floor((low + top) / 2)
      if code < high[2 * middle - 1] then
        top = middle - 1
      elseif code > high[2 * middle] then
        low = middle + 1
      else
        return true
      end
    end
    return false
  end
  return known[ranges]
end

local is_word = set_of({ 48, 57, 65, 90, 95, 95, 97, 122 })

local function itself(place) return place end

local compile

local function repetition(node, least, most, after)
  if node[1] == "s" then
    local has = set_of(node[2])
    return function(place)
      local reached, limit = place, place + most
      while reached < limit and has(text[reached]) do reached = reached + 1 end
      for last = reached, place + least, -1 do
        local found = after(last)
        if found then return found end
      end
      return nil
    end
  end
  local rest = after
  for _ = least + 1, most do
    local more = compile(node, rest)
    rest = function(place)
      local found = more(place)
      if found then return found end
      return after(place)
    end
  end
  for _ = 1, least do rest = compile(node, rest) end
  return rest
end

local function group(name, node, after)
  local inner = compile(node, function(place)
    local before = ends[name]
    ends[name] = place
    local found = after(place)
    if not found then ends[name] = before end
    return found
  end)
  return function(place)
    local before = starts[name]
    starts[name] = place
    local found = inner(place)
    if not found then starts[name] = before end
    return found
  end
end

local function looks_behind(node, least, most)
  local wanted
  local inner = compile(node, function(place) return place == wanted and place or nil end)
  return function(place)
    wanted = place
    for length = least, most do
      if place - length >= 1 and inner(place - length) then return true end
    end
    return false
  end
end

local kinds = {
  s = function(node, after)
    local has = set_of(node[2])
    return function(place)
      if has(text[place]) then return after(place + 1) end
      return nil
    end
  end,
  c = function(node, after)
    for i = #node[2], 1, -1 do after = compile(node[2][i], after) end
    return after
  end,
  a = function(node, after)
    local branches = {}
    for i, branch in ipairs(node[2]) do branches[i] = compile(branch, after) end
    return function(place)
      for i = 1, #branches do
        local found = branches[i](place)
        if found then return found end
      end
      return nil
    end
  end,
  r = function(node, after) return repetition(node[2], node[3], node[4], after) end,
  g = function(node, after) return group(node[2], node[3], after) end,
  k = function(node, after)
    local name = node[2]
    return function(place)
      for at = starts[name], ends[name] - 1 do
        if text[place] ~= text[at] then return nil end
        place = place + 1
      end
      return after(place)
    end
  end,
  b = function(_, after)
    return function(place)
      if is_word(text[place - 1]) == is_word(text[place]) then return nil end
      return after(place)
    end
  end,
  ["+"] = function(node, after)
    local inner = compile(node[2], itself)
    return function(place) return inner(place) and after(place) end
  end,
  ["-"] = function(node, after)
    local inner = compile(node[2], itself)
    return function(place)
      if inner(place) then return nil end
      return after(place)
    end
  end,
  ["<"] = function(node, after)
    local behind = looks_behind(node[2], node[3], node[4])
    return function(place) return behind(place) and after(place) or nil end
  end,
  ["!"] = function(node, after)
    local behind = looks_behind(node[2], node[3], node[4])
    return function(place)
      if behind(place) then return nil end
      return after(place)
    end
  end,
}

compile = function(node, after)
  return kinds[node[1]](node, after)
end

-- A pattern: called with a place, it gives the place after what it matches there, and the bounds of the group `part`
-- (or `last`) if it has one, else of the whole.
function M.pattern(tree)
  local match = compile(tree, itself)
  return function(place)
    ends.part, ends.last = nil, nil
    local found = match(place)
    if not found then return nil end
    local name = ends.part and "part" or ends.last and "last"
    if name then return found, starts[name], ends[name] end
    return found, place, found
  end
end

-- The text that patterns look at from now on.
function M.look_at(codes) text = codes end

return M
