--- What the tests stand on: an article in a folder of its own, the plugin on the runtime path, waiting, asking.
local M = {}

local root = vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2))))))

--- Loads the plugin as a user's `runtimepath` does, with the program under test.
---@param program string
function M.load_plugin(program)
  vim.opt.runtimepath:prepend(vim.fs.joinpath(root, 'editors/nvim'))
  vim.lsp.config('copydesk', { cmd = { program, 'server' } })
  vim.cmd.runtime('plugin/copydesk.lua')
end

--- Copies an article of `tests/articles` into a new folder.
---@param name string
---@return string path
function M.copy_article(name)
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  vim.fn.writefile({}, vim.fs.joinpath(folder, 'copydesk.toml'))
  local path = vim.fs.joinpath(folder, name)
  assert(vim.uv.fs_copyfile(vim.fs.joinpath(root, 'tests/articles', name), path))
  return path
end

--- Waits until `found` gives something, and gives it.
---@generic T
---@param what string for the message when it never does
---@param found fun(): T?
---@return T
function M.eventually(what, found)
  local value
  vim.wait(15000, function()
    value = found()
    return value ~= nil and value ~= false
  end, 20)
  return assert(value, what .. ' did not come within 15 seconds')
end

--- The first place of `words` in the current buffer: its line and the bytes [start, stop), all from 0.
---@param words string
---@return integer line, integer start, integer stop
function M.place(words)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local start, stop = line:find(words, 1, true)
    if start then
      return number - 1, start - 1, stop
    end
  end
  error(('no line has “%s”'):format(words))
end

--- The answer to a request about the current buffer.
---@param method string
---@param params table?
---@return any
function M.ask(method, params)
  local client = M.eventually('a client', function()
    return vim.lsp.get_clients({ name = 'copydesk', bufnr = 0 })[1]
  end)
  params = params or { textDocument = vim.lsp.util.make_text_document_params(0) }
  local response = assert(client:request_sync(method, params, 10000, 0))
  assert(not response.err, vim.inspect(response.err))
  return response.result
end

--- The answer to a request about the first place of `words`.
---@param method string
---@param words string
function M.ask_at(method, words)
  local line, start = M.place(words)
  vim.api.nvim_win_set_cursor(0, { line + 1, start })
  return M.ask(method, vim.lsp.util.make_position_params(0, vim.lsp.get_clients({ name = 'copydesk' })[1].offset_encoding))
end

---@param actual any
---@param expected any
---@param what string
function M.same(actual, expected, what)
  if not vim.deep_equal(actual, expected) then
    error(('%s: expected %s, found %s'):format(what, vim.inspect(expected), vim.inspect(actual)), 2)
  end
end

---@param text string
---@param part string
function M.has(text, part)
  if not text:find(part, 1, true) then
    error(('“%s” is not in:\n%s'):format(part, text), 2)
  end
end

return M
