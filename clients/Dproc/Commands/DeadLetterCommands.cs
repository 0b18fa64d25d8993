using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary>What the administrator does with messages that nobody could read.</summary>
internal static class DeadLetterCommands
{
    public static ICommand[] All =>
    [
        new ListDeadLetters(), new ShowDeadLetter(),
        new EachDeadLetter(
            "replay", "Publish dead letters again where they were published.", "replayed",
            (service, id, cancellationToken) => service.ReplayDeadLetterAsync(id, cancellationToken)),
        new EachDeadLetter(
            "drop", "Remove dead letters for good.", "dropped",
            (service, id, cancellationToken) => service.DropDeadLetterAsync(id, cancellationToken)),
    ];

    private static string Line(DeadLetter letter) =>
        $"{letter.Id}  {letter.At:u}  {letter.Topic}  {letter.Service}  {letter.SizeBytes} B  {letter.Reason}";

    private sealed class ListDeadLetters : ICommand
    {
        public Command Describe() => new("list", "Print dead letters, newest first.");

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            await foreach (var letter in service.ListDeadLettersAsync(cancellationToken))
            {
                await printer.WriteAsync(letter, Line);
            }

            return ExitCodes.Done;
        }
    }

    private sealed class ShowDeadLetter : ICommand
    {
        private readonly Argument<string> _id = new("id") { Description = "The dead letter's id." };

        public Command Describe() => new("show", "Print a dead letter with its body.") { _id };

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            var letter = await service.GetDeadLetterAsync(parsed.GetValue(_id)!, cancellationToken);
            await printer.WriteAsync(letter, known => $"{Line(known)}\n{known.Body ?? known.BodyBase64}");
            return ExitCodes.Done;
        }
    }

    private sealed class EachDeadLetter(
        string name, string description, string done, Func<DocumentService, string, CancellationToken, Task> change) : ICommand
    {
        private readonly Argument<string[]> _ids =
            new("id") { Description = "The dead letters' ids.", Arity = ArgumentArity.ZeroOrMore };

        private readonly Option<bool> _all = new("--all") { Description = "All there are." };

        public Command Describe() => new(name, description) { _ids, _all };

        public async Task<int> RunAsync(
            ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
        {
            var ids = parsed.GetValue(_ids) ?? [];
            if (ids.Length > 0 == parsed.GetValue(_all))
            {
                throw new UsageException($"{name} takes ids, or --all");
            }

            // Listed to the end first: what is replayed may come back as another.
            foreach (var id in parsed.GetValue(_all) ? await AllAsync(service, cancellationToken) : ids)
            {
                await change(service, id, cancellationToken);
                await printer.WriteAsync(new { id, done }, known => $"{known.id}  {known.done}");
            }

            return ExitCodes.Done;
        }

        private static async Task<IReadOnlyList<string>> AllAsync(DocumentService service, CancellationToken cancellationToken)
        {
            var ids = new List<string>();
            await foreach (var letter in service.ListDeadLettersAsync(cancellationToken))
            {
                ids.Add(letter.Id);
            }

            return ids;
        }
    }
}
