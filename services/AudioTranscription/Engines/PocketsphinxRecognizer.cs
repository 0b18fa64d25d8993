using System.Globalization;
using System.Text;
using DaprProcessing.Audio.Listening;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;

namespace DaprProcessing.AudioTranscription.Engines;

/// <summary>pocketsphinx, the program: where there is no model. English only, and of its words a good part is wrong.</summary>
internal sealed class PocketsphinxRecognizer(ToolRunner tools) : IRecognizer
{
    private const string Program = "pocketsphinx_continuous";

    public string Name => "pocketsphinx";

    public string Quality => "draft";

    public string ChooseModel(string named) => ToolRunner.IsInstalled(Program) ? "en-us" : throw new FailureException(new Failure(
        FailureCodes.EngineUnavailable, "pocketsphinx is not installed (Debian: pocketsphinx, pocketsphinx-en-us)."));

    public async Task<HeardStretch> RecognizeAsync(string samplesPath, RecordingPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Language is not (null or "en"))
        {
            throw new FailureException(new Failure(
                FailureCodes.UnsupportedLanguage, $"pocketsphinx hears English only, not '{plan.Language}'."));
        }

        var call = new ToolCall(Program, ["-infile", samplesPath, "-time", "yes", "-logfn", "/dev/null"])
        {
            Limit = TimeSpan.FromMinutes(10), MaxOutputBytes = 4 << 20, Package = "pocketsphinx",
        };
        var result = await tools.RunAsync(call, cancellationToken);
        return result.ExitCode == 0 ? new HeardStretch("en", Segments(Encoding.UTF8.GetString(result.Output.Span)))
            : throw new FailureException(new Failure(FailureCodes.EngineCrash, $"pocketsphinx ended with {result.ExitCode}."));
    }

    /// <summary>A line with the words of an utterance, then one for each: word, start, end, confidence.</summary>
    internal static IReadOnlyList<TranscriptSegment> Segments(string output)
    {
        var segments = new List<TranscriptSegment>();
        var words = new List<TranscriptWord>();
        foreach (var line in output.Split('\n').Append(""))
        {
            if (Word(line) is { } word)
            {
                words.Add(word);
                continue;
            }

            // Silences and noises stand in angle or square brackets.
            words.RemoveAll(one => one.Text is ['<' or '[', ..]);
            if (words.Count > 0)
            {
                segments.Add(new TranscriptSegment(
                    words[0].Start, words[^1].End, string.Join(' ', words.Select(one => one.Text)), [.. words]));
            }

            words.Clear();
        }

        return segments;
    }

    private static TranscriptWord? Word(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 4
            && Number(fields[1]) is { } start && Number(fields[2]) is { } end && Number(fields[3]) is { } sure
            // The second pronunciation of a word is "the(2)".
            ? new TranscriptWord(fields[0].Split('(')[0], start, end, Math.Clamp(sure, 0, 1)) : null;
    }

    private static double? Number(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
