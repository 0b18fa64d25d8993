using System.Text.Json;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Health;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Refuses languages that the recogniser has no data for before there is a job: a page with a text layer would not need them, and
/// its caller never learn. What no replica says now, the job's end says.
/// </summary>
internal sealed class LanguagesCheck(ServiceProbe services) : ISubmissionCheck
{
    private const string Option = "languages";

    public async Task CheckAsync(Submission submission, CancellationToken cancellationToken)
    {
        // docling-serve's clients send a list of their own, whatever is there.
        if (submission.TaskId is not null)
        {
            return;
        }

        foreach (var (stage, options) in submission.Options.Stages)
        {
            if (WantedOf(options) is not { Count: > 0 } wanted)
            {
                continue;
            }

            var health = await services.AskAsync(stage, cancellationToken);
            var offered = health?.Parts.FirstOrDefault(part => part.Name == HealthParts.OcrLanguages)?.Offers;
            if (offered is not null && wanted.Except(offered).ToList() is { Count: > 0 } missing)
            {
                throw ProblemException.BadRequest(
                    FailureCodes.UnsupportedLanguage,
                    $"The recogniser has no data for {string.Join(", ", missing)}; it has {string.Join(", ", offered)}.");
            }
        }
    }

    /// <summary>PP-OCR reads by script and asks for none.</summary>
    private static IReadOnlyList<string> WantedOf(JsonElement options) =>
        options.ValueKind == JsonValueKind.Object && options.TryGetProperty(Option, out var languages)
        && languages.ValueKind == JsonValueKind.Array
        && !(options.TryGetProperty("engine", out var engine) && engine.ValueEquals("paddle"))
            ? [.. languages.EnumerateArray().Select(language => language.GetString()).OfType<string>()] : [];
}
