using DaprProcessing.Gateway.Tenants.Callers;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Before a document is taken in: refuses it unread where a limit of its tenant is reached.</summary>
/// <param name="isJob">False for uploads, of which a job may be made later.</param>
internal sealed class AdmissionFilter(bool isJob) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // A document that JSON names, or has as base64, is of another length.
        var length = http.Request.HasJsonContentType() ? null : http.Request.ContentLength;
        if (http.Features.Get<Caller>()?.Tenant is { } tenant)
        {
            await http.RequestServices.GetRequiredService<JobAdmission>()
                .CheckAsync(tenant, length, isJob, http.RequestAborted);
        }

        return await next(context);
    }
}
