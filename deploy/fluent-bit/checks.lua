-- What a pattern cannot tell: the `accepts` of lib/phi/classes, by the names of their constants there. `value` is what was
-- found; `before` and `after` are up to twelve bytes on either side of it.
local function digits_of(value) return (value:gsub("%D", "")) end

local function luhn(digits)
  local sum, double = 0, false
  for i = #digits, 1, -1 do
    local digit = digits:byte(i) - 48
    if double then
      digit = digit * 2
      if digit > 9 then digit = digit - 9 end
    end
    sum = sum + digit
    double = not double
  end
  return #digits > 0 and sum % 10 == 0
end

local function between(number, low, high) return number >= low and number <= high end

local function is_issued(digits)
  local length = #digits
  local one, two = tonumber(digits:sub(1, 1)), tonumber(digits:sub(1, 2))
  local three, four = tonumber(digits:sub(1, 3)), tonumber(digits:sub(1, 4))
  if length < 13 then return false end
  if one == 4 then return length == 13 or length == 16 or length == 19 end
  if between(two, 51, 55) or between(four, 2221, 2720) then return length == 16 end
  if two == 34 or two == 37 then return length == 15 end
  if between(three, 300, 305) or two == 36 or two == 38 or two == 39 then return length == 14 end
  if between(four, 3528, 3589) then return between(length, 16, 19) end
  if four == 6011 or between(three, 644, 649) or two == 65 or two == 62 then return between(length, 16, 19) end
  return false
end

local function is_card(value)
  local digits = digits_of(value)
  return is_issued(digits) and luhn(digits)
end

local function is_social_security(value)
  local digits = digits_of(value)
  if #digits ~= 9 then return false end
  local area, pair = tonumber(digits:sub(1, 3)), tonumber(digits:sub(4, 5))
  if pair == 0 or digits:sub(6) == "0000" or area == 0 or area == 666 then return false end
  return area < 900 or (between(pair, 50, 99) and pair ~= 89 and pair ~= 93)
end

local HEX4 = "%x%x%x%x"
local UUID = HEX4 .. HEX4 .. "%-" .. HEX4 .. "%-" .. HEX4 .. "%-" .. HEX4 .. "%-" .. HEX4 .. HEX4 .. HEX4

local function is_machine_id(value)
  if value:find(UUID) then return true end
  return #value >= 12 and value:find("^[0-9a-f]+$") ~= nil and value:find("[a-f]") ~= nil and value:find("%d") ~= nil
end

local MACHINE_HOSTS =
  { "internal", "local", "localdomain", "localhost", "lan", "svc", "service", "socket", "timer", "slice", "scope", "mount" }
local VIN_WEIGHTS = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 }
local VIN_LETTERS, VIN_VALUES = "ABCDEFGH.JKLMN.P.R..STUVWXYZ", "1234567801234507090023456789"

return {
  bankAccount = function(value)
    local plain = value:gsub(" ", "")
    local rest = 0
    for sign in (plain:sub(5) .. plain:sub(1, 4)):gmatch(".") do
      local number = tonumber(sign, 36)
      rest = (rest * (number > 9 and 100 or 10) + number) % 97
    end
    return rest == 1 and #plain >= 15
  end,
  card = is_card,
  email = function(value)
    local small = value:lower()
    for _, host in ipairs(MACHINE_HOSTS) do
      if small:sub(-#host - 1) == "." .. host then return false end
    end
    return not (small:find("^git@") or small:find("^hg@") or small:find("^svn@"))
  end,
  internationalPhone = function(value)
    local count = #digits_of((value:gsub("^%%2B", "")))
    return count <= 15 and count >= (value:find("[ .()-]") and 8 or 10)
  end,
  ipAddress = function(value, before)
    local a, b, c, d = value:match("^(%d+)%.(%d+)%.(%d+)%.(%d+)$")
    a, b, c, d = tonumber(a), tonumber(b), tonumber(c), tonumber(d)
    if a > 223 or b > 255 or c > 255 or d > 255 then return false end
    local own = a == 0 or a == 10 or a == 127 or (a == 169 and b == 254) or (a == 172 and between(b, 16, 31))
    if own or (a == 192 and b == 168) or (a == 100 and between(b, 64, 127)) then return false end
    local word, gap = before:lower():match("(%a+)([ :=\"']*)$")
    if not word or #gap > 3 then return true end
    return not (word:find("version$") or word:find("release$") or word:find("build$"))
  end,
  ipv6Address = function(value)
    local _, gaps = value:gsub("::", "")
    local _, groups = value:gsub("[^:]+", "")
    if gaps == 1 then return groups < 8 end
    return gaps == 0 and groups == 8
  end,
  keyedAccount = function(value) return #digits_of(value) >= 5 end,
  keyedCard = function(value) return luhn(digits_of(value)) end,
  keyedMedicalRecord = function(value)
    local other = value:find("^%d%d%d%-%d%d%d?%-%d%d%d%d$")
    return #digits_of(value) >= 4 and #value <= 24 and not is_machine_id(value) and not other
  end,
  keyedMember = function(value) return #digits_of(value) >= 4 and #value <= 24 and not is_machine_id(value) end,
  keyedProvider = function(value) return luhn("80840" .. value) end,
  keyedSecret = function(value) return value:find("%d") ~= nil or #value >= 20 end,
  keyedSocialSecurity = function(value) return #value == 4 or is_social_security(value) end,
  pathId = function(value) return value:find("%d") ~= nil and value:sub(1, 3) ~= "%7B" end,
  phone = function(value, before, after)
    local digits = digits_of(value):sub(-10)
    if digits:sub(2, 3) == "11" then return false end
    if not value:find("%d %d%d%d %d%d%d%d$") then return true end
    return not (before:find('[%d"] $') or after:find("^ %d"))
  end,
  prescriber = function(value)
    local function digit(index) return value:byte(index + 3) - 48 end
    local sum = digit(0) + digit(2) + digit(4) + 2 * (digit(1) + digit(3) + digit(5))
    return sum % 10 == digit(6)
  end,
  socialSecurity = function(value, before)
    return is_social_security(value) and not (value:sub(4, 4) == " " and before:find('" $'))
  end,
  urlQuery = function(value) return not value:find("^‹URL:[%w-]+›$") end,
  vehicle = function(value)
    local sum = 0
    for i = 1, 17 do
      local sign = value:sub(i, i)
      local letter = VIN_LETTERS:find(sign, 1, true)
      sum = sum + VIN_WEIGHTS[i] * tonumber(letter and VIN_VALUES:sub(letter, letter) or sign)
    end
    local check = sum % 11
    return value:sub(9, 9) == (check == 10 and "X" or tostring(check))
  end,
}
