namespace DaprProcessing.Gateway.Compatibility.Options;

/// <summary>The options of a conversion, as docling-serve 1.38 has them.</summary>
internal static class ConvertFields
{
    private static readonly string[] Inputs =
    [
        "docx", "doc", "rtf", "pptx", "ppt", "html", "mhtml", "image", "pdf", "asciidoc", "md", "csv", "xlsx", "xls", "odt",
        "ods", "odp", "xml_uspto", "xml_jats", "xml_xbrl", "xml_doclang", "dclx", "mets_gbs", "json_docling", "audio", "video",
        "vtt", "latex", "email", "epub", "boxnote", "iwork_pages", "iwork_keynote", "iwork_numbers", "ebcdic", "afp",
    ];

    public static string[] Outputs { get; } =
    [
        "md", "json", "yaml", "html", "html_split_page", "text", "doctags", "vtt", "doclang", "dclx", "chunks", "latex",
    ];

    public static string[] ImageModes { get; } = ["placeholder", "embedded", "referenced"];

    public static string[] OcrPresets { get; } =
        ["auto", "easyocr", "kserve_v2_ocr", "nemotron-ocr", "ocrmac", "rapidocr", "tesseract", "tesserocr"];

    public static IReadOnlyList<Field> All { get; } =
    [
        // It filters nothing there either.
        new("from_formats", FieldKind.Choices, "[]", IsKnown: true, Inputs),
        new("to_formats", FieldKind.Choices, """["md"]""", IsKnown: true, Outputs),
        new("image_export_mode", FieldKind.Choice, "\"placeholder\"", IsKnown: true, ImageModes),
        new("do_ocr", FieldKind.Flag, "true", IsKnown: true),
        new("force_ocr", FieldKind.Flag, "false", IsKnown: true),
        new("ocr_lang", FieldKind.Texts, "null", IsKnown: true),
        new("page_range", FieldKind.PageRange, "[1,9223372036854775807]", IsKnown: true),
        new("abort_on_error", FieldKind.Flag, "false", IsKnown: true),
        new("document_timeout", FieldKind.Number, "null", IsKnown: true),
        new("include_images", FieldKind.Flag, "true", IsKnown: true),
        new("include_page_images", FieldKind.Flag, "false", IsKnown: true),
        new("images_scale", FieldKind.Number, "2", IsKnown: true),
        new("md_page_break_placeholder", FieldKind.Text, "\"\"", IsKnown: true),
        // Tables are compact whatever is asked for; headings have levels and tables cells.
        new("md_compact_tables", FieldKind.Flag, "false", IsKnown: true),
        new("do_pdf_heading_hierarchy", FieldKind.Flag, "false", IsKnown: true),
        new("pdf_heading_hierarchy_options", FieldKind.Object, "null", IsKnown: true),
        new("ocr_preset", FieldKind.Text, "\"auto\""),
        new("ocr_engine", FieldKind.Text, "\"auto\""),
        new("ocr_custom_config", FieldKind.Object, "null"),
        new("pdf_backend", FieldKind.Choice, "\"docling_parse\"", IsKnown: false,
            "docling_parse", "pypdfium2", "_docling_parse", "dlparse_v1", "dlparse_v2", "dlparse_v4"),
        new("table_mode", FieldKind.Choice, "\"accurate\"", IsKnown: false, "fast", "accurate"),
        new("table_cell_matching", FieldKind.Flag, "true"),
        new("do_table_structure", FieldKind.Flag, "true"),
        new("pipeline", FieldKind.Choice, "\"standard\"", IsKnown: false, "legacy", "standard", "native", "vlm", "asr"),
        new("picture_description_area_threshold", FieldKind.Number, "0.05"),
        new("chunking_options", FieldKind.Object, "null"),
        .. Flags(
            "do_code_enrichment", "do_formula_enrichment", "do_picture_classification", "do_chart_extraction",
            "do_picture_description"),
        .. Stages("chart_extraction", "vlm_pipeline", "picture_description", "code_formula", "table_structure", "layout",
            "picture_classification", "chunking"),
        .. Objects("picture_description_local", "picture_description_api", "vlm_pipeline_model_local",
            "vlm_pipeline_model_api"),
        new("vlm_pipeline_model", FieldKind.Text, "null"),
    ];

    private static IEnumerable<Field> Flags(params string[] names) =>
        names.Select(name => new Field(name, FieldKind.Flag, "false"));

    private static IEnumerable<Field> Objects(params string[] names) =>
        names.Select(name => new Field(name, FieldKind.Object, "null"));

    private static IEnumerable<Field> Stages(params string[] stages) => stages.SelectMany(stage => (Field[])
    [
        new($"{stage}_preset", FieldKind.Text, "null"), new($"{stage}_custom_config", FieldKind.Object, "null"),
    ]);
}
