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
        var findings = new List<Finding> { Platform(health) };
        if (health.IsReady)
        {
            findings.Add(await CheckAccessAsync(service, cancellationToken));
        }

        // One that runs and is not ready knows best why.
        if (findings[^1].Ok || health.Status == HttpStatusCode.ServiceUnavailable)
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

    private static Finding Platform(Health health) => health switch
    {
        { IsReady: true } => new Finding("platform", true, health.Description),
        { Status: HttpStatusCode.ServiceUnavailable } => new Finding(
            "platform", false, "it runs, and is not ready to take jobs", "see below what it misses"),
        { Status: not null } => new Finding(
            "platform", false, health.Description,
            $"see that the address is the platform's gateway: --endpoint or {Connection.EndpointVariable}"),
        _ => new Finding(
            "platform", false, health.Description,
            $"start it (make run), or say where it is: --endpoint or {Connection.EndpointVariable}"),
    };

    private static async Task<IEnumerable<Finding>> CheckPartsAsync(
        DocumentService service, CancellationToken cancellationToken)
    {
        try
        {
            return HealthFindings.Of(await service.GetHealthAsync(cancellationToken));
        }
        catch (DocumentProcessingException refused)
        {
            return [Refused("health report", refused, "see the log of the platform's gateway")];
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
            return Refused("access", refused, "see that the endpoint is the platform's gateway, of a version this dproc knows");
        }
    }

    /// <param name="otherwise">What to do where it is not the key that lacks.</param>
    private static Finding Refused(string check, DocumentProcessingException refused, string otherwise) => new(
        check, false, refused.Message, refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? $"give the tenant's key: --api-key-file or {Connection.KeyVariable}"
            : otherwise);
}
