using System.CommandLine;
using DaprProcessing.Client;

namespace DaprProcessing.Dproc.Commands;

/// <summary>Options that say what a tenant may do; those that are not given stay as they are.</summary>
internal sealed class LimitOptions
{
    private readonly Option<int?> _requests = new("--requests-per-minute") { Description = "Requests of any kind in a minute." };
    private readonly Option<int?> _open = new("--open-jobs") { Description = "Jobs that have not ended." };
    private readonly Option<int?> _running = new("--running-jobs") { Description = "Jobs at work at a time; more wait." };
    private readonly Option<int?> _queued = new("--queued-jobs") { Description = "Jobs that wait, beside those at work." };
    private readonly Option<long?> _bytes = new("--bytes-per-day") { Description = "Bytes of documents taken in a day." };
    private readonly Option<long?> _pages = new("--pages-per-day") { Description = "Pages processed in a day." };
    private readonly Option<int?> _days = new("--retention-days") { Description = "How long results are kept at most." };

    public Command On(Command command)
    {
        foreach (var option in (Option[])[_requests, _open, _running, _queued, _bytes, _pages, _days])
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>The limits that a tenant has, by the names of their options; empty where it has none of its own.</summary>
    public static string Describe(TenantLimits? limits)
    {
        (string Name, long? Value)[] all = limits is null ? [] :
        [
            ("requests-per-minute", limits.RequestsPerMinute), ("open-jobs", limits.OpenJobs),
            ("running-jobs", limits.RunningJobs), ("queued-jobs", limits.QueuedJobs), ("bytes-per-day", limits.BytesPerDay),
            ("pages-per-day", limits.PagesPerDay), ("retention-days", limits.RetentionDays),
        ];
        return string.Concat(all.Where(limit => limit.Value is not null).Select(limit => $"  {limit.Name} {limit.Value}"));
    }

    public TenantLimits Read(ParseResult parsed) => new()
    {
        RequestsPerMinute = parsed.GetValue(_requests),
        OpenJobs = parsed.GetValue(_open),
        RunningJobs = parsed.GetValue(_running),
        QueuedJobs = parsed.GetValue(_queued),
        BytesPerDay = parsed.GetValue(_bytes),
        PagesPerDay = parsed.GetValue(_pages),
        RetentionDays = parsed.GetValue(_days),
    };
}
