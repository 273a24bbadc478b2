;;; copydesk.el --- Copydesk for Emacs, through Eglot  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0
;; Package-Requires: ((emacs "26.3") (eglot "1.9"))

;;; Commentary:

;; Put the `copydesk' program on the PATH, load this file, and open an article:
;;
;;     (load "/path/to/copydesk/editors/emacs/copydesk.el")
;;
;; Findings are Flymake's (M-x flymake-show-buffer-diagnostics), the card of a
;; name comes with M-x eldoc, the outline with M-x imenu.

;;; Code:

(require 'eglot)

(defcustom copydesk-program "copydesk"
  "The program to run."
  :type 'string
  :group 'eglot)

(defcustom copydesk-modes '(text-mode markdown-mode)
  "Major modes of articles.  Modes derived from them do not count:
plenty of what derives from `text-mode' is no article."
  :type '(repeat symbol)
  :group 'eglot)

(defun copydesk-contact (&optional _interactive)
  "The command line of the server."
  (list copydesk-program "server"))

(dolist (mode copydesk-modes)
  (add-to-list 'eglot-server-programs (cons mode #'copydesk-contact)))

(defun copydesk-ensure ()
  "Start the server in this buffer if its mode is one of `copydesk-modes'."
  (when (memq major-mode copydesk-modes)
    (eglot-ensure)))

(dolist (mode copydesk-modes)
  (add-hook (intern (format "%s-hook" mode)) #'copydesk-ensure))

(provide 'copydesk)
;;; copydesk.el ends here
