/** The language server and its client, as one thing that can be started again. */
import * as vscode from 'vscode';
import {
    ExecuteCommandRequest,
    LanguageClient,
    RevealOutputChannelOn,
    State,
    TransportKind,
} from 'vscode-languageclient/node';
import { findProgram } from './program';
import { articles } from './articles';
import { commands } from './protocol';

export class Desk implements vscode.Disposable {
    private client: LanguageClient | undefined;
    /** Starts and stops one after the other, however often they are asked for. */
    private queue: Promise<void> = Promise.resolve();
    private readonly context: vscode.ExtensionContext;
    private readonly log: vscode.LogOutputChannel;
    private readonly status: vscode.LanguageStatusItem;
    private readonly started = new vscode.EventEmitter<void>();
    /** A server runs and can be asked. */
    readonly onDidStart = this.started.event;

    constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
        this.context = context;
        this.log = log;
        this.status = vscode.languages.createLanguageStatusItem('copydesk', articles);
        this.status.name = 'Copydesk';
        this.status.command = { command: 'copydesk.showLog', title: 'Log' };
    }

    start(): Promise<void> {
        return this.inTurn(() => this.startNow());
    }

    restart(): Promise<void> {
        return this.inTurn(async () => {
            await this.stopNow();
            await this.startNow();
        });
    }

    /** Has the server execute a command. Throws what the server refuses with, or that it does not run. */
    async request<Answer>(command: string, args: unknown[], token?: vscode.CancellationToken): Promise<Answer> {
        if (this.client?.state !== State.Running) {
            throw new Error('the language server does not run');
        }
        return (await this.client.sendRequest(
            ExecuteCommandRequest.type,
            { command, arguments: args },
            token,
        )) as Answer;
    }

    /** The same for what is only shown: failures go to the log, and the answer is then `undefined`. */
    async ask<Answer>(command: string, args: unknown[], token?: vscode.CancellationToken): Promise<Answer | undefined> {
        try {
            return await this.request<Answer>(command, args, token);
        } catch (error) {
            if (token?.isCancellationRequested !== true && this.client?.state === State.Running) {
                this.log.error(`${command}: ${error instanceof Error ? error.message : String(error)}`);
            }
            return undefined;
        }
    }

    dispose(): void {
        this.status.dispose();
        this.started.dispose();
        void this.inTurn(() => this.stopNow());
    }

    private inTurn(step: () => Promise<void>): Promise<void> {
        this.queue = this.queue.then(step, step);
        return this.queue;
    }

    private async startNow(): Promise<void> {
        const command = findProgram(this.context);
        this.log.info(`Starting ${command} server`);
        const client = new LanguageClient(
            'copydesk',
            'Copydesk',
            { command, args: ['server'], transport: TransportKind.stdio },
            {
                documentSelector: articles,
                outputChannel: this.log,
                revealOutputChannelOn: RevealOutputChannelOn.Never,
                diagnosticCollectionName: 'copydesk',
                middleware: {
                    // The quick fix that explains a rule: here there is a page for it.
                    executeCommand: (command, args, next) =>
                        command === commands.explain
                            ? vscode.commands.executeCommand('copydesk.explainRule', ...args)
                            : next(command, args),
                },
            },
        );
        client.onDidChangeState(({ newState }) => this.show(newState, command));
        this.client = client;
        try {
            await client.start();
            this.status.detail = client.initializeResult?.serverInfo?.version ?? '';
            this.started.fire();
        } catch (error) {
            this.show(State.Stopped, command);
            this.log.error(`${command} did not start: ${String(error)}`);
            void this.complain(command);
        }
    }

    private async stopNow(): Promise<void> {
        const client = this.client;
        this.client = undefined;
        // A client that never started refuses to stop.
        await client?.dispose().catch((error: unknown) => this.log.warn(String(error)));
    }

    private async complain(command: string): Promise<void> {
        const choice = await vscode.window.showErrorMessage(
            `Copydesk: the program “${command}” could not be started. ` +
                'Install it with “cargo install copydesk”, or say in the settings where it is.',
            'Settings',
            'Log',
        );
        if (choice === 'Settings') {
            await vscode.commands.executeCommand('workbench.action.openSettings', 'copydesk.path');
        } else if (choice === 'Log') {
            this.log.show();
        }
    }

    private show(state: State, command: string): void {
        this.status.busy = state === State.Starting;
        this.status.severity =
            state === State.Stopped
                ? vscode.LanguageStatusSeverity.Error
                : vscode.LanguageStatusSeverity.Information;
        this.status.text =
            state === State.Running ? 'Copydesk' : state === State.Starting ? 'Copydesk starts' : `${command} stopped`;
    }
}
