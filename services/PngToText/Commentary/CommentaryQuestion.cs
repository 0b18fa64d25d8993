using System.Text.Json;
using DaprProcessing.TextModels;

namespace DaprProcessing.PngToText.Commentary;

/// <summary>What a model is asked of a page, and what of its answer is taken.</summary>
internal static class CommentaryQuestion
{
    /// <summary>Ten dense pages; more on one is no page that anybody reads.</summary>
    public const int MostLetters = 30_000;

    private const int LongestCommentary = 5_000;
    private const string Field = "commentary";

    private static readonly JsonElement Schema = ModelSchema.Of(new Dictionary<string, object>
    {
        [Field] = ModelSchema.Text("The commentary: plain prose, at most 150 words."),
    });

    /// <param name="instructions">What the caller wants of it; empty for nothing in particular.</param>
    public static ModelQuestion Of(string text, string instructions) => new(
        "Write a commentary on one page of a document, for somebody who has just read it: what matters on the page, what it "
            + "means, and what helps to understand it. Do not retell the page. Plain prose of at most 150 words, without markup, "
            + "headings or lists. The text was read by a machine and may have errors. "
            + (instructions.Length == 0 ? "" : $"Whoever asked for the commentary wants this of it: {instructions}\n")
            + ModelQuestion.Rules,
        text[..LengthOf(text)], "page_commentary", Schema,
        "'commentaryInstructions' that ask for less, or more MaxOutputTokens, help");

    /// <exception cref="InvalidDataException">The answer is not of the schema.</exception>
    /// <exception cref="JsonException">The answer is no JSON.</exception>
    public static string Read(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        var text = document.RootElement.Text(Field, LongestCommentary).ReplaceLineEndings("\n");

        // It is shown on terminals, and read aloud.
        return string.Concat(text.Select(letter => letter is '\n' || !char.IsControl(letter) ? letter : ' '));
    }

    // Not between the halves of a character.
    private static int LengthOf(string text) => text.Length <= MostLetters ? text.Length
        : char.IsHighSurrogate(text[MostLetters - 1]) ? MostLetters - 1 : MostLetters;
}
