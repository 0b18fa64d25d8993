using System.Text;
using System.Text.RegularExpressions;
using DaprProcessing.Audio.Speech;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Tools;

namespace DaprProcessing.Tts.Engines;

/// <summary>
/// The phonemes of a sentence (IPA), by espeak-ng in a process of its own. It drops the marks: clauses are asked for one by one
/// and keep theirs.
/// </summary>
internal sealed partial class Phonemizer(ToolRunner tools)
{
    public async Task<IReadOnlyList<(string Phonemes, string Mark)>> PhonemizeAsync(
        string sentence, string voice, CancellationToken cancellationToken)
    {
        var clauses = Clauses.Of(sentence);
        if (clauses.Count == 0)
        {
            return [];
        }

        var lines = await LinesAsync(string.Join('\n', clauses.Select(clause => clause.Text)), voice, cancellationToken);
        if (lines.Count == clauses.Count)
        {
            return [.. clauses.Zip(lines, (clause, phonemes) => (phonemes, clause.Mark))];
        }

        // A line of its own for each clause is what one gets, unless espeak-ng sees an end where we see none.
        var spoken = new List<(string, string)>();
        foreach (var clause in clauses)
        {
            spoken.Add((string.Join(' ', await LinesAsync(clause.Text, voice, cancellationToken)), clause.Mark));
        }

        return spoken;
    }

    private async Task<IReadOnlyList<string>> LinesAsync(string text, string voice, CancellationToken cancellationToken)
    {
        var call = EspeakEngine.Call("-q", "--ipa", "-v", voice, "--stdin") with { Input = EspeakEngine.Input(text) };
        var result = await tools.RunAsync(call, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new FailureException(new Failure(FailureCodes.EngineCrash, $"espeak-ng ended with {result.ExitCode}."));
        }

        return
        [
            .. Encoding.UTF8.GetString(result.Output.Span).Split('\n').Select(line => OtherLanguage().Replace(line, "").Trim())
                .Where(line => line.Length > 0),
        ];
    }

    // "(fr)" where a word is pronounced as in another language.
    [GeneratedRegex(@"\([a-z]{2,3}(-[a-z0-9]+)*\)", RegexOptions.CultureInvariant)]
    private static partial Regex OtherLanguage();
}
