using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Commands;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc;

/// <summary>All commands, and what becomes of what goes wrong in them.</summary>
internal static class CommandLine
{
    /// <summary>The codes, with <c>--json</c>, of what no platform has refused.</summary>
    public const string WrongUsage = "wrong_usage", FileError = "file_error";

    private const string Description = """
        Documents in; text, Markdown, page images and DoclingDocument out.
        Exit codes: 0 done; 1 a document failed or something was refused; 2 wrong usage; 3 the platform is not available now;
        130 interrupted.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var connection = new Connection();
        var root = new RootCommand(Description);
        foreach (var option in connection.Options)
        {
            root.Options.Add(option);
        }

        foreach (ICommand command in (ICommand[])
        [
            new SubmitCommand(), new StatusCommand(), new WatchCommand(), new ResultCommand(), new GetCommand(),
            new ListCommand(),
            new CancelCommand(), new RetryCommand(), new RemoveCommand(), new PipelinesCommand(), new DoctorCommand(),
            new UsageCommand(),
        ])
        {
            root.Subcommands.Add(Verb(command, asAdmin: false));
        }

        root.Subcommands.Add(
            ForAdmin("tenants", "Tenants and their keys, for the administrator.", TenantCommands.All));
        root.Subcommands.Add(
            ForAdmin("dead-letters", "Messages that nobody could read, for the administrator.", DeadLetterCommands.All));

        root.Subcommands.Add(CompletionCommand.Describe(output));

        var invocation = new InvocationConfiguration { Output = output, Error = errors, EnableDefaultExceptionHandler = false };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && connection.CreatePrinter(parsed, output, errors) is { IsJson: true } printer)
        {
            var wrong = string.Join(' ', parsed.Errors.Select(error => error.Message));
            await errors.WriteLineAsync(printer.Describe(WrongUsage, wrong));
            return ExitCodes.Usage;
        }

        var exitCode = await parsed.InvokeAsync(invocation);
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;

        Command ForAdmin(string name, string description, IEnumerable<ICommand> commands)
        {
            var group = new Command(name, description);
            foreach (var command in commands)
            {
                group.Subcommands.Add(Verb(command, asAdmin: true));
            }

            return group;
        }

        Command Verb(ICommand command, bool asAdmin)
        {
            var verb = command.Describe();
            verb.SetAction((parsed, cancellationToken) => RunAsync(
                command,
                () => connection.Connect(parsed, asAdmin || command.IsForTheAdministrator(parsed), command.Configure),
                parsed, connection.CreatePrinter(parsed, output, errors), errors, cancellationToken));
            return verb;
        }
    }

    private static async Task<int> RunAsync(
        ICommand command, Func<DocumentService> connect, ParseResult parsed, Printer printer, TextWriter errors,
        CancellationToken cancellationToken)
    {
        try
        {
            using var service = connect();
            return await command.RunAsync(parsed, service, printer, cancellationToken);
        }
        catch (DocumentProcessingException failure)
        {
            return await printer.RefuseAsync(failure);
        }
        catch (UsageException wrong)
        {
            await errors.WriteLineAsync(printer.Describe(WrongUsage, wrong.Message));
            return ExitCodes.Usage;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(printer.Describe(FileError, failure.Message));
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
    }
}
