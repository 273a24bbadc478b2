;;; copydesk.el --- Copydesk for Emacs, through Eglot  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0
;; Package-Requires: ((emacs "26.3") (eglot "1.9"))

;;; Commentary:

;; Put the `copydesk' program on the PATH, load this file, and open an article:
;;
;;     (load "/path/to/copydesk/editors/emacs/copydesk.el")
;;
;; Findings are Flymake's (M-x flymake-show-buffer-diagnostics), the card of a
;; name comes with M-x eldoc, the outline with M-x imenu.  M-x copydesk-claims
;; lists what there is to check, M-x copydesk-people who is in the article.

;;; Code:

(require 'eglot)
(require 'seq)
(require 'tabulated-list)

(defgroup copydesk nil
  "A copy desk for news articles."
  :group 'eglot)

(defcustom copydesk-program "copydesk"
  "The program to run."
  :type 'string)

(defcustom copydesk-modes '(text-mode markdown-mode)
  "Major modes of articles.  Modes derived from them do not count:
plenty of what derives from `text-mode' is no article."
  :type '(repeat symbol))

(defcustom copydesk-checker nil
  "The name under which decisions are written down; nil: the one git knows."
  :type '(choice (const nil) string))

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

;;; The server's commands

(defun copydesk--ask (command &rest arguments)
  "What the server answers to COMMAND about this buffer, with more ARGUMENTS."
  (jsonrpc-request (or (eglot-current-server) (user-error "Copydesk does not run here"))
                   :workspace/executeCommand
                   `(:command ,command
                     :arguments [(:uri ,(plist-get (eglot--TextDocumentIdentifier) :uri) ,@arguments)])))

;;; Lists

(defvar-local copydesk-article nil
  "The buffer of the article that this list is about.")

(define-derived-mode copydesk-list-mode tabulated-list-mode "Copydesk"
  "What is in an article, a line each.  An entry's identifier is the plist that the server sent.")

(define-key copydesk-list-mode-map (kbd "RET") #'copydesk-visit)

(defun copydesk-visit ()
  "Go to what this line is about."
  (interactive)
  (let* ((what (tabulated-list-get-id))
         (place (or (plist-get what :range) (plist-get what :introduction))))
    (pop-to-buffer copydesk-article)
    (goto-char (eglot--lsp-position-to-point (plist-get place :start)))))

(defun copydesk--list (name mode format entries)
  "Show ENTRIES of this buffer's article in a buffer NAME with MODE and FORMAT.
ENTRIES is called in the article."
  (let ((article (current-buffer))
        (list-buffer (get-buffer-create name)))
    (with-current-buffer list-buffer
      (funcall mode)
      (setq copydesk-article article
            tabulated-list-format format
            tabulated-list-entries (lambda () (with-current-buffer article (funcall entries))))
      (tabulated-list-init-header)
      (tabulated-list-print)
      (goto-char (point-min)))
    (pop-to-buffer list-buffer)))

;;; Claims

(define-derived-mode copydesk-claims-mode copydesk-list-mode "Claims"
  "The claims of an article and what has become of each.
\\{copydesk-claims-mode-map}")

(define-key copydesk-claims-mode-map "v" #'copydesk-verify)
(define-key copydesk-claims-mode-map "d" #'copydesk-dispute)
(define-key copydesk-claims-mode-map "s" #'copydesk-stet)
(define-key copydesk-claims-mode-map "w" #'copydesk-withdraw)

(defun copydesk--state (status)
  "STATUS in its colour."
  (propertize status 'face (pcase status
                             ("verified" 'success)
                             ("disputed" 'error)
                             ("stale" 'warning)
                             ("stet" 'shadow)
                             (_ 'default))))

(defun copydesk--claim-entries ()
  "An entry for each claim of this buffer."
  (mapcar (lambda (claim)
            (list claim
                  (vector (copydesk--state (plist-get claim :status))
                          (number-to-string (1+ (plist-get (plist-get (plist-get claim :range) :start) :line)))
                          (replace-regexp-in-string "[ \t\n]+" " " (plist-get claim :text))
                          (mapconcat #'identity (plist-get claim :sources) "; "))))
          (plist-get (copydesk--ask "copydesk.claims") :claims)))

(defun copydesk-claims ()
  "List the claims of this article."
  (interactive)
  (copydesk--list "*Copydesk claims*" #'copydesk-claims-mode
                  [("State" 9 t) ("Line" 5 nil :right-align t) ("Claim" 70 nil) ("Sources" 0 nil)]
                  #'copydesk--claim-entries))

(defun copydesk--claim-at-point ()
  "The claim of this line of the list, or at point in an article."
  (or (if (derived-mode-p 'copydesk-claims-mode)
          (tabulated-list-get-id)
        (seq-find (lambda (claim)
                    (let ((range (plist-get claim :range)))
                      (and (<= (eglot--lsp-position-to-point (plist-get range :start)) (point))
                           (<= (point) (eglot--lsp-position-to-point (plist-get range :end))))))
                  (plist-get (copydesk--ask "copydesk.claims") :claims)))
      (user-error "There is no claim at point")))

(defun copydesk--write (command claim &rest arguments)
  "Send COMMAND about CLAIM with ARGUMENTS, and show the list anew."
  (with-current-buffer (or copydesk-article (current-buffer))
    (apply #'copydesk--ask command :fingerprint (plist-get claim :fingerprint)
           (append arguments (and copydesk-checker (list :by copydesk-checker)))))
  (when (derived-mode-p 'copydesk-claims-mode)
    (tabulated-list-print t)))

(defun copydesk--read-sources (prompt)
  "The sources that the user names after PROMPT, with semicolons between them."
  (split-string (read-string (concat prompt " (links, documents, interviews; with ; between them): "))
                ";" t "[ \t]+"))

(defun copydesk-verify (sources &optional note)
  "Verify the claim at point against SOURCES, with a NOTE."
  (interactive (list (copydesk--read-sources "What bears it out") (read-string "Note: ")))
  (unless sources
    (user-error "To verify takes a source"))
  (copydesk--write "copydesk.check" (copydesk--claim-at-point)
                   :status "verified" :sources (vconcat sources) :note (or note "")))

(defun copydesk-dispute (sources &optional note)
  "Dispute the claim at point on the word of SOURCES, with a NOTE."
  (interactive (list (copydesk--read-sources "What says otherwise") (read-string "Note: ")))
  (copydesk--write "copydesk.check" (copydesk--claim-at-point)
                   :status "disputed" :sources (vconcat sources) :note (or note "")))

(defun copydesk-stet (&optional note)
  "Let the claim at point stand, with a NOTE."
  (interactive (list (read-string "Why may it stand? ")))
  (copydesk--write "copydesk.check" (copydesk--claim-at-point)
                   :status "stet" :sources [] :note (or note "")))

(defun copydesk-withdraw ()
  "Take back the decision about the claim at point."
  (interactive)
  (copydesk--write "copydesk.withdraw" (copydesk--claim-at-point)))

;;; People

(defun copydesk--person-entries ()
  "An entry for each name of this buffer."
  (mapcar (lambda (person)
            (list person
                  (vector (plist-get person :name)
                          (mapconcat #'identity (plist-get person :titles) ", ")
                          (number-to-string (plist-get person :quotations))
                          (number-to-string (plist-get person :statements))
                          (number-to-string (length (plist-get person :mentions))))))
          (plist-get (copydesk--ask "copydesk.people") :people)))

(defun copydesk-people ()
  "List who and what is in this article."
  (interactive)
  (copydesk--list "*Copydesk people*" #'copydesk-list-mode
                  [("Name" 28 t) ("Title" 28 t) ("Quoted" 8 nil :right-align t)
                   ("Reported" 9 nil :right-align t) ("Mentions" 9 nil :right-align t)]
                  #'copydesk--person-entries))

(provide 'copydesk)
;;; copydesk.el ends here
