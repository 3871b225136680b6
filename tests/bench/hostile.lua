-- Distinct requests of strangers to a page that is kept, numbered from the first argument. Of
-- thirty, one is answered by Django: in turn a page number, a host and a path that nobody knows.
local ffi = require("ffi")
ffi.cdef("void _exit(int);")
local number, last

function init(arguments)
  number = tonumber(arguments[1])
  last = number + tonumber(arguments[2])
  kept = wrk.path
end

local languages = { "en", "fr", "es", "ru", "zh", "ar" }
local kinds = {
  function(n, h) return kept .. "?junk" .. n .. "=" .. n end,
  function(n, h) h["Accept-Encoding"] = "made-up-" .. n .. ", gzip;q=0." .. n; return kept end,
  function(n, h) h["Accept-Language"] = "x-" .. n; return kept end,
  function(n, h) h["If-None-Match"] = '"' .. n .. string.rep("x", n % 100 == 3 and 10000 or 20) .. '"'; return kept end,
  function(n, h) h["X-Forwarded-Host"] = n .. ".example.org"; h["Cookie"] = "a" .. n .. "=" .. n; return kept end,
}
local dear = {
  function(n, h) return "/" .. languages[n % 6 + 1] .. "/info/messages/?page=" .. n % 999999 + 1 end,
  function(n, h) h["Host"] = "host-" .. n .. ".example.org"; return kept end,
  function(n, h) return "/" .. languages[n % 6 + 1] .. "/made-up-" .. n .. "/" end,
}

function request()
  number = number + 1
  if number > last then ffi.C._exit(0) end -- wrk would wait for the end of its time; `exit` for its threads
  local headers = { Host = wrk.headers["Host"] }
  local make = number % 30 == 0 and dear[number / 30 % 3 + 1] or kinds[number % 5 + 1]
  return wrk.format("GET", make(number, headers), headers)
end
