using System.CommandLine;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>usage</c>: what the caller has used, or with a name and the administrator's key what a tenant has.</summary>
internal sealed class UsageCommand : ICommand
{
    private readonly Argument<string?> _tenant = new("name")
    {
        Description = "For the administrator: of this tenant.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<DateOnly?> _from =
        new("--from") { Description = "The first day, as 2026-11-01; that of this month without." };

    private readonly Option<DateOnly?> _to = new("--to") { Description = "The last day; today without. 31 days at most." };

    public Command Describe() =>
        new("usage", "Print what was used, by the day (UTC) that jobs ended on.") { _tenant, _from, _to };

    public bool IsForTheAdministrator(ParseResult parsed) => parsed.GetValue(_tenant) is not null;

    public async Task<int> RunAsync(
        ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        var usage = await service.GetUsageAsync(
            parsed.GetValue(_from), parsed.GetValue(_to), parsed.GetValue(_tenant), cancellationToken);
        await printer.WriteAsync(usage, Text);
        return ExitCodes.Done;
    }

    private static string Text(Usage usage) => string.Join('\n', usage.Days
        .Select(day => Line($"{day.Day:yyyy-MM-dd}", day.Used))
        .Append(Line($"{usage.Tenant}, {usage.From:yyyy-MM-dd} to {usage.To:yyyy-MM-dd}", usage.Total)));

    private static string Line(string what, UsedOnADay used)
    {
        var audio = used.AudioSeconds > 0 ? $"  {used.AudioSeconds:0} s of audio" : "";
        return $"{what}  {Sum("jobs", used.Jobs)}  {Sum("pages", used.Pages)}  {used.Bytes} bytes{audio}";
    }

    // 7 pages (5 text_layer, 2 ocr)
    private static string Sum(string what, IReadOnlyDictionary<string, long> kinds) => kinds.Count == 0 ? $"0 {what}"
        : $"{kinds.Values.Sum()} {what} ({string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))})";
}
