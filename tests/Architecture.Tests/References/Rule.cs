namespace DaprProcessing.Architecture.Tests.References;

/// <summary>
/// The projects and packages that one project may need; no list of packages means any. A project that no rule names fails:
/// whoever adds one says here what it may reach.
/// </summary>
internal sealed record Rule(string[] References, string[]? Packages = null)
{
    private static readonly string[] OpenTelemetry =
    [
        "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore",
        "OpenTelemetry.Instrumentation.AspNetCore", "OpenTelemetry.Instrumentation.Http",
    ];

    private const string AspNetCore = "Microsoft.AspNetCore.App", Resilience = "Microsoft.Extensions.Http.Resilience";
    private const string JwtBearer = "Microsoft.AspNetCore.Authentication.JwtBearer";
    private const string Contracts = "platform/Contracts", Platform = "platform/Platform", Stages = "platform/Stages";
    private const string Documents = "platform/Documents", Audio = "platform/Audio", Analysis = "platform/Analysis";
    private const string Engines = "platform/Engines", DocumentEngine = "platform/DocumentEngine";
    private const string SpeechEngine = "platform/SpeechEngine", VisionEngine = "platform/VisionEngine";
    private const string MarkupEngine = "platform/MarkupEngine", TextModels = "platform/TextModels";
    private const string Onnx = "Microsoft.ML.OnnxRuntime", OnnxCuda = "Microsoft.ML.OnnxRuntime.Gpu.Linux";
    private const string Skia = "SkiaSharp", SkiaLibrary = "SkiaSharp.NativeAssets.Linux.NoDependencies";
    private const string Runtime = "local/Runtime", JetStream = "platform/JetStream";
    private const string Components = "platform/Components";

    // Text, pages and speech out of records: the same input gives the same output, on any machine.
    private static readonly Rule Pure = new([Contracts], []);

    private static readonly Rule Stage = new(
        // Engines so that their programs are carried along (see ProgramTests): only where there is speech, a model that looks, or
        // markup to read.
        [
            Contracts, Platform, Stages, Engines, Documents, Audio, Analysis, TextModels, SpeechEngine, VisionEngine,
            MarkupEngine,
        ],
        [AspNetCore]);

    private static readonly Dictionary<string, Rule> Named = new()
    {
        [Contracts] = new([], ["YamlDotNet"]),
        [Documents] = Pure,
        // Speech is read out of a document, and a transcript is one.
        [Audio] = new([Contracts, Documents], []),
        [Analysis] = Pure,
        [Platform] = new(
            [Contracts],
            ["AWSSDK.S3", "AWSSDK.SecurityToken", "Dapr.AspNetCore", "Dapr.Client", AspNetCore, Resilience, .. OpenTelemetry]),
        [Stages] = new([Contracts, Platform], ["Dapr.AspNetCore", "Dapr.Client", AspNetCore]),
        // Stages for the type of a page's failure; DocumentEngine so that its program is carried along (see ProgramTests).
        [Engines] = new([Contracts, Stages, DocumentEngine], [AspNetCore, Resilience]),
        // Servers of language models are asked by the field's own client.
        [TextModels] = new([Contracts, Engines], [AspNetCore, "Microsoft.Extensions.AI.OpenAI"]),
        [DocumentEngine] = new([Contracts], ["PdfPig", Skia, SkiaLibrary]),
        // What it reads becomes a document.
        [MarkupEngine] = new([Contracts, Documents], ["AngleSharp", "Markdig"]),
        [SpeechEngine] = new([Contracts], [Onnx, OnnxCuda, "Whisper.net", "Whisper.net.Runtime"]),
        [VisionEngine] = new([Contracts], [Onnx, OnnxCuda, Skia, SkiaLibrary]),
        // Documents to write a finished document in the form that its reader asks for, Audio to say where chapters begin.
        ["services/Gateway"] = new(
            [Contracts, Platform, Documents, Audio],
            [AspNetCore, "Microsoft.AspNetCore.OpenApi", "ModelContextProtocol.AspNetCore", "Scalar.AspNetCore", JwtBearer]),
        ["services/Orchestrator"] = new([Contracts, Platform, Engines, MarkupEngine], [AspNetCore, "Dapr.Workflow"]),
        // Parts of a Dapr installation, written without this platform in mind: they could be a repository of their own.
        [Components] = new([]),
        [JetStream] = new([Components]),
        ["services/JetstreamComponent"] = new([Components, JetStream]),
        [Runtime] = new([Components, JetStream]),
    };

    /// <summary>What a project needs and may not; empty where all is well.</summary>
    public static IEnumerable<string> Broken(Project project)
    {
        if ((Named.GetValueOrDefault(project.Folder) ?? OfTheFolder(project)) is not { } rule)
        {
            return [$"no rule says what {project.Folder} may reference"];
        }

        return project.References.Except(rule.References)
            .Concat(project.Packages.Except(rule.Packages ?? project.Packages))
            .Select(name => $"{project.Folder} may not reference {name}");
    }

    private static Rule? OfTheFolder(Project project) => project switch
    {
        { Top: "services" } => Stage,
        // A client knows the HTTP API only, as anybody's would.
        { Top: "clients" } => new([.. project.References.Where(name => name.StartsWith("clients/", StringComparison.Ordinal))]),
        // Every service in one process, the tests of everything, and samples that are read on their own.
        { Folder: "local/Host" } or { Top: "tests" } => new([.. project.References]),
        { Top: "samples" } => new([], []),
        _ => null,
    };
}
