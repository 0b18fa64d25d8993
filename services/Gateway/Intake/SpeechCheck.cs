using System.Text.Json;
using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Gateway.Health;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Intake;

/// <summary>
/// Refuses voices, models and engines of speech that are not here before there is a job: the stage that would say so comes after
/// the whole document was read. What no replica says now, the job's end says.
/// </summary>
internal sealed class SpeechCheck(ServiceProbe services) : ISubmissionCheck
{
    /// <summary>Before the name of an engine, in health reports of the stages.</summary>
    private const string PartPrefix = "speech-";

    private const string Voices = "tts";
    private const string Automatic = "auto";
    private const int NamedOnes = 30;

    /// <param name="Option">What names one of those that the stage's engines offer.</param>
    /// <param name="Candidates">The engines that <c>auto</c> chooses of.</param>
    private sealed record Choice(string Stage, string Option, params string[] Candidates);

    private static readonly Choice[] Choices =
    [
        new(Voices, "voice", "piper", "espeak-ng"), new("audio-transcription", "model", "whisper"),
    ];

    public async Task CheckAsync(Submission submission, CancellationToken cancellationToken)
    {
        foreach (var choice in Choices)
        {
            if (submission.Options.Stages.TryGetValue(choice.Stage, out var options))
            {
                await CheckAsync(choice, Text(options, "engine") ?? Automatic, Text(options, choice.Option), cancellationToken);
            }
        }
    }

    private async Task CheckAsync(Choice choice, string engine, string? named, CancellationToken cancellationToken)
    {
        if (engine == Automatic && named is null)
        {
            return;
        }

        var candidates = (engine == Automatic ? choice.Candidates : [engine]).Select(name => PartPrefix + name).ToList();
        var health = await services.AskAsync(choice.Stage, cancellationToken);
        var parts = health?.Parts.Where(part => candidates.Contains(part.Name)).ToList() ?? [];
        var usable = parts.Where(part => part.Trouble is null).ToList();
        if (parts.Count > 0 && usable.Count == 0)
        {
            throw new ProblemException(
                StatusCodes.Status422UnprocessableEntity, FailureCodes.EngineUnavailable,
                string.Join("; ", parts.Select(part => part.Trouble)) + ".");
        }

        if (named is not null && usable.Count > 0 && !usable.Exists(part => Has(part, named)))
        {
            var known = usable.SelectMany(part => part.Offers!).ToList();
            var some = string.Join(", ", known.Take(NamedOnes)) + (known.Count > NamedOnes ? ", …" : "");
            throw ProblemException.BadRequest(
                choice.Stage == Voices ? FailureCodes.UnsupportedLanguage : FailureCodes.EngineUnavailable,
                $"There is no {choice.Option} '{named}' here; there are: {some}. GET /v1/health lists them all.");
        }
    }

    /// <summary>
    /// Also where an engine does not say what it has. A voice may have a variant, <c>en-us+f3</c>, and a region that only its
    /// language is known for.
    /// </summary>
    private static bool Has(PartHealth part, string named)
    {
        var plain = named.Split('+')[0];
        return part.Offers is not { } offers || offers.Contains(plain) || offers.Contains(plain.Split('-')[0]);
    }

    private static string? Text(JsonElement options, string name) =>
        options.ValueKind == JsonValueKind.Object && options.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
