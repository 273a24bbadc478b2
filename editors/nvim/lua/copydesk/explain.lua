--- A rule and its reasons, in a window of its own.
local server = require('copydesk.server')

local M = {}

--- Shows text in a scratch window that `q` closes.
---@param name string
---@param lines string[]
local function show(name, lines)
  vim.cmd.new()
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].swapfile = false
  vim.api.nvim_buf_set_name(buffer, name)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.keymap.set('n', 'q', '<cmd>close<cr>', { buffer = buffer })
end

--- The rule of the finding in the cursor's line.
---@return string?
local function rule_at_cursor()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  for _, found in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    if found.source == 'copydesk' and found.code then
      return tostring(found.code)
    end
  end
end

--- What the program prints; it knows the rules also where no server runs.
---@param arguments string[]
---@return string?
local function printed(arguments)
  local done = vim.system(vim.list_extend({ server.program() }, arguments), { text = true }):wait()
  if done.code ~= 0 then
    server.complain(vim.trim(done.stderr or ''))
    return nil
  end
  return done.stdout
end

---@param rule string? nil: that of the cursor's line, else the list of all
function M.show(rule)
  rule = rule or rule_at_cursor()
  local text = printed(rule and { 'explain', rule } or { 'explain' })
  if text then
    show('copydesk://explain/' .. (rule or ''), vim.split(vim.trim(text), '\n'))
  end
end

--- The names of all rules.
---@return string[]
function M.rules()
  local rules = {}
  for line in (printed({ 'explain' }) or ''):gmatch('[^\n]+') do
    rules[#rules + 1] = line:match('^%S+')
  end
  return rules
end

return M
