using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DaprProcessing.Client;

namespace DaprProcessing.Dproc.Output;

/// <summary>Prints answers: for people in columns, with <c>--json</c> for programs.</summary>
internal sealed class Printer(TextWriter output, TextWriter errors, bool json)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A terminal is no web page: names stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public bool IsJson => json;

    public TextWriter Output => output;

    /// <summary>Says what was refused, and returns the exit code that says so.</summary>
    public async Task<int> RefuseAsync(DocumentProcessingException failure)
    {
        await errors.WriteLineAsync(Describe(failure));
        return failure.Retryable ? ExitCodes.Unavailable : ExitCodes.Failed;
    }

    /// <summary>A problem in one line, with what to do where the platform cannot know it.</summary>
    public static string Line(Problem problem)
    {
        var hint = problem.Code == "key_required"
            ? $" {Connection.KeyVariable} holds it, and {Connection.AdminKeyVariable} the administrator's." : "";
        return $"{problem.Code}: {problem.Message}{hint}";
    }

    // As JSON, or for people.
    private string Describe(DocumentProcessingException failure)
    {
        if (json)
        {
            return JsonSerializer.Serialize(
                new
                {
                    error = failure.Problem, status = (int?)failure.Status,
                    retryAfterSeconds = failure.RetryAfter is { } pause ? Math.Ceiling(pause.TotalSeconds) : (double?)null,
                },
                Options);
        }

        var again = failure.RetryAfter is { } after ? $" Try again in {after.TotalSeconds:0} s." : "";
        return $"dproc: {Line(failure.Problem)}{again}";
    }

    /// <summary>What went wrong before the platform was asked, or between it and a file.</summary>
    /// <param name="code">For programs; people read the message.</param>
    public string Describe(string code, string message) => json
        ? JsonSerializer.Serialize(new { error = new Problem(code, "policy", message, Retryable: false) }, Options)
        : $"dproc: {message}";

    public static string Name(JobStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    /// <summary>A value as JSON, or as the text that says the same to people.</summary>
    public Task WriteAsync<T>(T value, Func<T, string> text) =>
        output.WriteLineAsync(json ? JsonSerializer.Serialize(value, Options) : text(value));

    public Task WriteAsync(Job job) => WriteAsync(job, Text);

    // As curl's and kubectl's lists: a line each, the id first, so that it can be cut out.
    private static string Text(Job job)
    {
        var pages = job.Pages is { } counted ? $"{counted.Done}/{counted.Total} pages" : "";
        var error = job.Error is { } problem ? $"  {problem.Code}: {problem.Message}" : "";
        var outlook = Outlook(job) is { Length: > 0 } known ? $"  ({known})" : "";
        return $"{job.Id}  {Name(job.Status),-19}  {job.Pipeline,-14}  {pages,-14}  {job.FileName}{outlook}{error}";
    }

    /// <summary>What is before a job, or how long it will still take; empty where that is not known.</summary>
    public static string Outlook(Job job) => job switch
    {
        { HasEnded: true } => "",
        { EtaSeconds: { } seconds } => $"about {TimeSpan.FromSeconds(seconds):c} left",
        { QueuePosition: > 0 and var before } => $"{before} of yours before it",
        _ => "",
    };
}
