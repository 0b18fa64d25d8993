using DaprProcessing.Gateway.Intake;
using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Tenants;
using DaprProcessing.Platform.Objects;
using ModelContextProtocol;

namespace DaprProcessing.Gateway.Mcp;

/// <summary>Whose call a tool's is, and how it is told what went wrong: in words that a model can act on.</summary>
internal sealed class ToolCaller(IHttpContextAccessor accessor)
{
    public async Task<T> RunAsync<T>(Func<Tenant, Task<T>> tool)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("a tool is called by a request");
        try
        {
            return await tool(Tenant.Of(context));
        }
        catch (ProblemException problem)
        {
            throw Wrong(problem.Message);
        }
        catch (ObjectNotFoundException)
        {
            throw Wrong("The job's document is no longer there.");
        }
    }

    public static McpException Wrong(string message) => new(message);

    /// <summary>Brings a document inside a call into a file, and gives back the place that it had in the memory.</summary>
    public async Task<SpooledUpload> SpoolAsync(
        UploadSpool spool, string base64, string? fileName, CancellationToken cancellationToken)
    {
        var upload = await spool.SpoolAsync(new MemoryStream(Decode(base64)), fileName, cancellationToken);
        accessor.HttpContext!.Features.Get<MemoryGate.Place>()?.Dispose();
        return upload;
    }

    private static byte[] Decode(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw Wrong("The document is not valid base64.");
        }
    }
}
