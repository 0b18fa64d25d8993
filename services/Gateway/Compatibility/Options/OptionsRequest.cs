using System.Text.Json.Nodes;
using DaprProcessing.Contracts.Pipelines;

namespace DaprProcessing.Gateway.Compatibility.Options;

/// <summary>Makes options of what a client sent: checks them against their declarations, then against the policies.</summary>
internal static class OptionsRequest
{
    private const double MaxTimeoutSeconds = 604800;
    private const double MaxImagesScale = 2;

    /// <summary>What the original's default tokenizer takes.</summary>
    private const int DefaultMaxTokens = 256;

    private static readonly string[] Formats = ["md", "json", "html", "text", "doctags"];
    private static readonly string[] OurOcr = ["auto", "tesseract", "tesserocr"];

    public static ConvertOptions Convert(
        JsonObject given, object[] location, List<SchemaFault> faults, List<string> ignored)
    {
        var fields = new FieldReader(ConvertFields.All, location).Read(given);
        faults.AddRange(fields.Faults);
        ignored.AddRange(fields.Ignored.Except(["ocr_preset", "ocr_engine"]));
        if (faults.Count > 0)
        {
            throw DetailException.Schema(faults);
        }

        CheckPolicies(fields, given, ignored);
        var formats = fields.Texts("to_formats");
        ignored.AddRange(formats.Except(Formats).Select(format => $"to_formats:{format}"));
        var languages = new List<string>();
        foreach (var language in fields.Texts("ocr_lang"))
        {
            var known = OcrLanguages.Find(language);
            (known is null ? ignored : languages).Add(known ?? $"ocr_lang:{language}");
        }

        var mode = fields.Text("image_export_mode");
        return new ConvertOptions(
            formats, mode, fields.Flag("force_ocr") ? "always" : fields.Flag("do_ocr") ? "auto" : "never", languages,
            fields.Flag("abort_on_error"), fields.Flag("include_page_images") && mode != "placeholder",
            fields.Number("images_scale")!.Value, fields.Text("md_page_break_placeholder"),
            fields.Range("page_range") is var (first, last) && (first > 1 || last < long.MaxValue)
                ? PageSelection.Range(first, last) : null,
            fields.Number("document_timeout"));
    }

    public static ChunkOptions Chunk(
        string chunker, JsonObject given, bool withDocument, object[] location, List<SchemaFault> faults, List<string> ignored)
    {
        var fields = new FieldReader(ChunkFields.Of(chunker), location).Read(given);
        faults.AddRange(fields.Faults);
        ignored.AddRange(fields.Ignored);
        if (faults.Count > 0)
        {
            throw DetailException.Schema(faults);
        }

        var isHybrid = chunker == ChunkFields.Hybrid;
        var tokens = isHybrid ? fields.Number("max_tokens") ?? DefaultMaxTokens : 0;
        return new ChunkOptions(
            chunker, fields.Flag("use_markdown_tables"),
            fields.Flag("use_markdown_images") ? fields.Text("image_placeholder") : null, fields.Flag("include_raw_text"),
            (int)Math.Clamp(tokens, 1, int.MaxValue), isHybrid && fields.Flag("merge_peers"), withDocument);
    }

    private static void CheckPolicies(FieldReader fields, JsonObject given, List<string> ignored)
    {
        switch (fields.Number("document_timeout"))
        {
            case <= 0:
                throw DetailException.Policy("document_timeout must be greater than 0.");
            case > MaxTimeoutSeconds:
                throw DetailException.Policy("document_timeout exceeds the configured maximum of 604800.0 seconds.");
        }

        if (fields.Number("images_scale") > MaxImagesScale)
        {
            throw DetailException.Policy("images_scale exceeds the configured maximum of 2.0.");
        }

        // The old name counts where the new one is not given.
        var ocr = given.ContainsKey("ocr_preset") ? fields.Text("ocr_preset") : fields.Text("ocr_engine");
        if (!ConvertFields.OcrPresets.Contains(ocr))
        {
            var allowed = string.Join(", ", ConvertFields.OcrPresets.Select(name => $"'{name}'"));
            throw DetailException.Policy($"ocr_preset '{ocr}' is not allowed. Allowed values: [{allowed}].");
        }

        if (!OurOcr.Contains(ocr))
        {
            ignored.Add($"ocr_preset:{ocr}");
        }

        if (fields.IsGiven("vlm_pipeline_custom_config"))
        {
            throw DetailException.Policy("Custom VLM configuration is disabled by server policy.");
        }
    }
}
