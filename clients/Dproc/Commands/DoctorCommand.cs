using System.CommandLine;
using System.Net;
using DaprProcessing.Client;
using DaprProcessing.Dproc.Output;

namespace DaprProcessing.Dproc.Commands;

/// <summary><c>doctor</c>: what stands between the caller and the platform, and what to do about it.</summary>
internal sealed class DoctorCommand : ICommand
{
    public Command Describe() => new(
        "doctor", "Check the way to the platform and what it stands on, and say what to do about what is wrong.");

    public async Task<int> RunAsync(
        ParseResult parsed, DocumentService service, Printer printer, CancellationToken cancellationToken)
    {
        var health = await service.CheckHealthAsync(cancellationToken);
        var findings = new List<Finding>
        {
            new("platform", health.IsReady, health.Description, health.IsReady ? null
                : $"start it (make run), or say where it is: --endpoint or {Connection.EndpointVariable}"),
        };
        if (health.IsReady)
        {
            findings.Add(await CheckAccessAsync(service, cancellationToken));
        }

        if (findings[^1].Ok)
        {
            findings.AddRange(await CheckPartsAsync(service, cancellationToken));
        }

        foreach (var finding in findings)
        {
            var fix = finding.Fix is null ? "" : $"\n        fix: {finding.Fix}";
            await printer.WriteAsync(finding, _ => $"{(finding.Ok ? "ok" : "WRONG"),-5}  {finding.Check}: {finding.Says}{fix}");
        }

        return findings.All(finding => finding.Ok) ? ExitCodes.Done : health.IsReady ? ExitCodes.Failed : ExitCodes.Unavailable;
    }

    private static async Task<IEnumerable<Finding>> CheckPartsAsync(
        DocumentService service, CancellationToken cancellationToken)
    {
        try
        {
            return HealthFindings.Of(await service.GetHealthAsync(cancellationToken));
        }
        catch (DocumentProcessingException refused)
        {
            return [new Finding("health report", false, refused.Message, "see the log of the platform's gateway")];
        }
    }

    private static async Task<Finding> CheckAccessAsync(DocumentService service, CancellationToken cancellationToken)
    {
        try
        {
            var pipelines = await service.ListPipelinesAsync(cancellationToken);
            return new Finding(
                "access", true, $"{pipelines.Count} pipelines: {string.Join(", ", pipelines.Select(pipeline => pipeline.Name))}");
        }
        catch (DocumentProcessingException refused)
        {
            var fix = refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? $"give the tenant's key: --api-key-file or {Connection.KeyVariable}"
                : "see that the endpoint is the platform's gateway, of a version this dproc knows";
            return new Finding("access", false, refused.Message, fix);
        }
    }
}
