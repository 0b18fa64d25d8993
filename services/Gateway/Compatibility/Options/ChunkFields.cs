namespace DaprProcessing.Gateway.Compatibility.Options;

/// <summary>The options of a chunker.</summary>
internal static class ChunkFields
{
    public const string Hybrid = "hybrid";
    public const string Hierarchical = "hierarchical";

    public static IReadOnlyList<Field> Of(string chunker) => chunker == Hybrid
        ? [.. Both, .. HybridOnly]
        : Both;

    private static readonly Field[] Both =
    [
        new("chunker", FieldKind.Text, "null", IsKnown: true),
        new("use_markdown_tables", FieldKind.Flag, "false", IsKnown: true),
        new("use_markdown_images", FieldKind.Flag, "false", IsKnown: true),
        new("image_placeholder", FieldKind.Text, "\"![IMAGE]\"", IsKnown: true),
        new("include_raw_text", FieldKind.Flag, "false", IsKnown: true),
    ];

    private static readonly Field[] HybridOnly =
    [
        new("max_tokens", FieldKind.Whole, "null", IsKnown: true),
        new("merge_peers", FieldKind.Flag, "true", IsKnown: true),
        new("tokenizer", FieldKind.Text, "\"sentence-transformers/all-MiniLM-L6-v2\""),
    ];
}
