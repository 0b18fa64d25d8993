using DaprProcessing.Gateway.Tenants.Callers;

namespace DaprProcessing.Gateway.Limits;

/// <summary>Before a document is taken in: refuses it unread where a limit of its tenant is reached.</summary>
/// <param name="isJob">False for uploads, of which a job may be made later.</param>
internal sealed class AdmissionFilter(bool isJob) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Features.Get<Caller>()?.Tenant is { } tenant)
        {
            await http.RequestServices.GetRequiredService<JobAdmission>()
                .CheckAsync(tenant, http.Request.ContentLength, isJob, http.RequestAborted);
        }

        return await next(context);
    }
}
