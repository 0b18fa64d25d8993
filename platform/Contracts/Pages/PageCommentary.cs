using System.Text.Json.Serialization;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Contracts.Pages;

/// <summary>
/// What a language model has written on a page: what the result says of it. The words are an artifact of their own, and never
/// part of the page's text.
/// </summary>
/// <param name="Engine">Who was asked.</param>
/// <param name="Model">The model that wrote.</param>
/// <param name="Letters">How long it is; null where there is none.</param>
public sealed record PageCommentary(
    string Engine, string Model, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Letters = null)
{
    /// <summary>Its name among a page's outputs.</summary>
    public const string Output = "commentary";

    /// <summary>The page has more text than the model was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OnBeginningOnly { get; init; }

    /// <summary>Why there is none; null where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Failure? Failure { get; init; }

    public static string ArtifactName(int pageNo) => $"commentary/{pageNo:D4}.txt";
}
