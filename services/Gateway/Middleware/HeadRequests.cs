using Microsoft.Net.Http.Headers;

namespace DaprProcessing.Gateway.Middleware;

/// <summary>HEAD is answered as GET is, without the body (RFC 9110, 9.3.2): every route of GET takes it.</summary>
internal static class HeadRequests
{
    private static readonly object Mark = new();

    /// <summary>Before routing. The server has read the method already, so that it still sends no body.</summary>
    public static void UseHeadRequests(this WebApplication app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Items[Mark] = true;
        }
        else
        {
            context.Response.OnStarting(TellOfHead, context.Response);
        }

        return next(context);
    });

    /// <summary>Routing refuses a method with those that the route has, and knows of GET alone.</summary>
    private static Task TellOfHead(object state)
    {
        var response = (HttpResponse)state;
        var allowed = response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed
            && allowed.Contains(HttpMethods.Get) && !allowed.Contains(HttpMethods.Head))
        {
            response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head).Order(StringComparer.Ordinal));
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether a body would be written for nobody.</summary>
    public static bool IsHead(this HttpContext context) => context.Items.ContainsKey(Mark);
}
