using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Compatibility.Options;
using DaprProcessing.Gateway.Compatibility.Requests;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.Compatibility.Routes;

/// <summary>What the service is and can do, and whether it is well.</summary>
internal static class InfoRoutes
{
    /// <summary>The version whose wire this is.</summary>
    private const string Spoken = "1.38.2";

    public static void MapInfo(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/health", "/livez", "/api"])
        {
            routes.MapGet(path, () => Json(Ok())).ExcludeFromDescription().AllowAnonymous();
        }

        foreach (var path in (string[])["/ready", "/readyz"])
        {
            routes.MapGet(path, ReadyAsync).ExcludeFromDescription().AllowAnonymous();
        }

        routes.MapGet("/version", () => Json(Versions())).ExcludeFromDescription().AllowAnonymous();
        routes.MapGet(
            "/v1/capabilities",
            (IOptions<GatewayOptions> gateway, IOptions<TenantOptions> tenants) =>
                Json(Capabilities(gateway.Value.MaxUploadBytes, tenants.Value.AreRequired)))
            .AllowAnonymous().WithTags("docling-serve")
            .WithName("docling.capabilities").WithSummary("What a client of docling-serve may ask for");
    }

    private static async Task<IResult> ReadyAsync(SidecarHealth sidecar, CancellationToken cancellationToken) =>
        await sidecar.IsReadyAsync(cancellationToken) ? Json(Ok())
            : Json(new JsonObject { ["detail"] = "The Dapr sidecar does not answer." }, StatusCodes.Status503ServiceUnavailable);

    private static JsonObject Ok() => new() { ["status"] = "ok" };

    // All keys of the original, for clients that look one up: the versions whose wire this is. There is no Python here.
    private static JsonObject Versions() => new()
    {
        ["docling-serve"] = Spoken,
        ["docling-jobkit"] = "3.9.1",
        ["docling"] = "2.143.0",
        ["docling-core"] = "2.104.0",
        ["docling-ibm-models"] = "4.0.4",
        ["docling-parse"] = "7.23.1",
        ["python"] = "none",
        ["plaform"] = $"{(OperatingSystem.IsLinux() ? "Linux" : "other")}-{RuntimeInformation.ProcessArchitecture}",
        ["dapr-processing"] = typeof(InfoRoutes).Assembly.GetName().Version!.ToString(3),
    };

    private static JsonObject Capabilities(long maxBytes, bool needsKey) => new()
    {
        ["versions"] = Versions(),
        ["stages"] = new JsonObject
        {
            ["ocr"] = new JsonObject
            {
                ["option"] = "ocr_preset",
                ["custom_config_option"] = null,
                ["default"] = "auto",
                ["presets"] = new JsonArray(Preset("auto"), Preset("tesseract")),
            },
        },
        ["sources"] = Names("file", "http"),
        ["targets"] = new JsonObject { ["allowed"] = Names("inbody", "zip", "put"), ["default"] = "inbody" },
        ["output_formats"] = Names("md", "json", "html", "text", "doctags"),
        ["image_export_modes"] = Names(ConvertFields.ImageModes),
        ["limits"] = new JsonObject
        {
            ["max_document_timeout"] = 604800.0,
            ["max_images_scale"] = 2.0,
            ["max_sources_per_request"] = Targets.MaxSources,
            ["max_num_pages"] = null,
            ["max_file_size"] = maxBytes,
        },
        ["features"] = new JsonObject
        {
            ["api_key_required"] = needsKey,
            ["artifact_storage"] = false,
            ["websocket"] = true,
        },
    };

    private static JsonObject Preset(string name) => new()
    {
        ["id"] = name, ["name"] = name, ["description"] = null, ["source"] = "dapr-processing",
    };

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static IResult Json(JsonObject json, int status = StatusCodes.Status200OK) =>
        Microsoft.AspNetCore.Http.Results.Json(json, Wire.Options, "application/json", status);
}
