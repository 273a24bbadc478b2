--- Runs the tests in a real Neovim:
---   nvim --clean --headless -l editors/nvim/test/run.lua target/release/copydesk
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
package.path = here .. '/?.lua;' .. package.path

local program = vim.fs.abspath(assert(_G.arg[1], 'which copydesk program?'))
vim.o.swapfile = false
vim.cmd.filetype('on')
require('desk').load_plugin(program)

local passed, failed = 0, 0
for _, test in ipairs(require('article_test')) do
  local name, body = test[1], test[2]
  local ok, reason = xpcall(body, debug.traceback)
  if ok then
    passed = passed + 1
    print('\nok - ' .. name)
  else
    failed = failed + 1
    print('FAILED - ' .. name .. '\n' .. tostring(reason))
  end
  vim.cmd('silent! %bwipeout!')
end
print(('%d passed, %d failed'):format(passed, failed))

-- A client that does not end would outlive the editor.
for _, client in ipairs(vim.lsp.get_clients()) do
  client:stop()
end
local ended = vim.wait(5000, function()
  return #vim.lsp.get_clients() == 0
end, 20)
if not ended then
  print('FAILED - the server does not stop when it is asked to')
end
os.exit(failed == 0 and passed > 0 and ended and 0 or 1)
