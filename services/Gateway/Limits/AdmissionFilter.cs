using DaprProcessing.Gateway.Tenants.Callers;
using Microsoft.AspNetCore.Http.Features;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Before a document is taken in: refuses it unread where a limit of its tenant is reached.</summary>
/// <param name="isJob">False for uploads, of which a job may be made later.</param>
internal sealed class AdmissionFilter(bool isJob) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // A document that JSON names, or has as base64, is of another length, and may have been counted when it came.
        var namesIt = http.Request.HasJsonContentType()
            || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
        var length = namesIt ? 0 : http.Request.ContentLength ?? 1;
        if (http.Features.Get<Caller>()?.Tenant is { } tenant)
        {
            await http.RequestServices.GetRequiredService<JobAdmission>()
                .CheckAsync(tenant, length, isJob, http.RequestAborted);
        }

        return await next(context);
    }
}
