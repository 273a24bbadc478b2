;;; run.el --- An article in a real Emacs  -*- lexical-binding: t -*-

;; Usage: emacs --batch --quick --load editors/emacs/test/run.el PROGRAM

;;; Code:

;; --quick leaves out what Debian's packages put on the load path.
(let ((packages "/usr/share/emacs/site-lisp/elpa-src"))
  (when (file-directory-p packages)
    (dolist (folder (directory-files packages t "\\`[a-z]"))
      (add-to-list 'load-path folder))))

(require 'ert)
(require 'flymake)
(require 'imenu)
(require 'seq)

(defconst desk-root (expand-file-name "../../.." (file-name-directory load-file-name)))
(load (expand-file-name "editors/emacs/copydesk.el" desk-root) nil t)
(setq copydesk-program (expand-file-name (pop command-line-args-left)))
(autoload 'markdown-mode "markdown-mode")
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))
(setq make-backup-files nil
      auto-save-default nil
      create-lockfiles nil
      ;; Nobody is there to be told in time.
      eglot-sync-connect 10)

(defun desk-eventually (what found)
  "Wait until FOUND gives something, and give it; WHAT names it."
  (let ((deadline (+ (float-time) 15)) value)
    (while (and (not (setq value (funcall found))) (< (float-time) deadline))
      (accept-process-output nil 0.05))
    (or value (error "%s did not come within 15 seconds" what))))

(defmacro desk-with-article (name &rest body)
  "Run BODY in a buffer with a copy of the article NAME, in a folder of its own."
  (declare (indent 1))
  `(let* ((folder (make-temp-file "copydesk-emacs-" t))
          (copy (expand-file-name ,name folder)))
     (copy-file (expand-file-name (concat "tests/articles/" ,name) desk-root) copy)
     (unwind-protect
         (with-current-buffer (find-file-noselect copy)
           ;; What `eglot-ensure' does once the buffer is shown; in batch none is.
           (unless (eglot-current-server)
             (apply #'eglot--connect (eglot--guess-contact)))
           (unwind-protect (progn ,@body)
             (with-current-buffer (get-file-buffer copy)
               (eglot-shutdown (eglot--current-server-or-lose) nil 5)
               (set-buffer-modified-p nil)
               (kill-buffer))))
       (delete-directory folder t))))

(defun desk-findings ()
  "The findings in this buffer as (WORDS . TEXT), when there are any."
  (mapcar (lambda (found)
            (cons (buffer-substring-no-properties (flymake-diagnostic-beg found) (flymake-diagnostic-end found))
                  (flymake-diagnostic-text found)))
          (progn (flymake-start) (flymake-diagnostics))))

(ert-deftest desk-a-finding-covers-its-words ()
  (desk-with-article "harbour-fire.txt"
    (should (eq major-mode 'text-mode))
    (let ((found (desk-eventually "a finding" #'desk-findings)))
      (should (string-match-p "page furniture" (cdr (assoc "Advertisement" found)))))))

(ert-deftest desk-a-card-tells-who-somebody-is ()
  (desk-with-article "harbour-fire.txt"
    (search-forward "Doyle told")
    (goto-char (match-beginning 0))
    (let* ((answer (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                    (eglot--TextDocumentPositionParams)))
           (text (plist-get (plist-get answer :contents) :value)))
      (should (string-match-p "Marguerite Doyle" text)))))

(ert-deftest desk-the-outline-is-an-index ()
  (desk-with-article "night-buses.md"
    (should (eq major-mode 'markdown-mode))
    (let ((index (format "%S" (eglot-imenu))))
      (should (string-match-p "Night buses to return" index))
      (should (string-match-p "Money from the road budget" index)))))

(defun desk-line (words)
  "The line of this buffer that has WORDS, with point at its beginning."
  (goto-char (point-min))
  (search-forward words)
  (beginning-of-line)
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(ert-deftest desk-claims-are-verified-in-their-list ()
  (desk-with-article "harbour-fire.txt"
    (copydesk-claims)
    (should (string-prefix-p "open " (desk-line "Halloran Grain, which employs")))
    (copydesk-verify '("company register" "T. Halloran") "by phone")
    (should (string-prefix-p "verified " (desk-line "Halloran Grain, which employs")))
    (should (string-match-p "company register; T. Halloran" (desk-line "Halloran Grain, which employs")))
    (with-temp-buffer
      (insert-file-contents (expand-file-name ".copydesk/checks.jsonl" folder))
      (should (search-forward "by phone")))
    (copydesk-withdraw)
    (should (string-prefix-p "open " (desk-line "Halloran Grain, which employs")))
    (copydesk-visit)
    (should (looking-at "Halloran Grain, which employs"))
    ;; The claim at point of the article itself.
    (copydesk-stet "well known")
    (copydesk-claims)
    (should (string-prefix-p "stet " (desk-line "Halloran Grain, which employs")))
    (kill-buffer)))

(ert-deftest desk-people-are-listed ()
  (desk-with-article "harbour-fire.txt"
    (copydesk-people)
    (should (string-match-p "Chief" (desk-line "Marguerite Doyle")))
    (copydesk-visit)
    (should (looking-at "\\(Fire Chief \\)?Marguerite Doyle"))
    (kill-buffer "*Copydesk people*")))

(ert-run-tests-batch-and-exit)
;;; run.el ends here
