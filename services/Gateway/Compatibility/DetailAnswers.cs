using System.Text.Json.Nodes;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Gateway.Compatibility;

/// <summary>
/// Says what went wrong on the routes of docling-serve as its clients expect it: <c>{"detail":…}</c>, and for whoever has no
/// key the words that they look for. That holds for paths too that the original has and this gateway has not.
/// </summary>
internal static class DetailAnswers
{
    private static readonly PathString[] Roots =
    [
        "/v1/convert", "/v1/chunk", "/v1/status", "/v1/result", "/v1/clear", "/v1/memory", "/v1/callback", "/v1alpha",
    ];

    public static void UseDetailAnswers(this WebApplication app) => app.Use((context, next) =>
        Roots.Any(root => context.Request.Path.StartsWithSegments(root)) ? AnswerAsync(context, next) : next(context));

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound })
            {
                await WriteAsync(context, StatusCodes.Status404NotFound, "Not Found");
            }
            else if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed })
            {
                await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
            }
        }
        catch (DetailException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, error.Status, error.Detail);
        }
        catch (ProblemException error) when (!context.Response.HasStarted)
        {
            if (error.Retryable)
            {
                ProblemRegistration.SetRetryAfter(context.Response, error.RetryAfter);
            }

            var isStranger = error.Status == StatusCodes.Status401Unauthorized;
            if (isStranger)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await WriteAsync(context, error.Status, isStranger ? Unauthorized(context) : error.Message, error.Code);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, error.StatusCode, error.Message);
        }
    }

    private static string Unauthorized(HttpContext context) => context.WebSockets.IsWebSocketRequest
        ? "Api key is required as the ?api_key=SECRET query parameter."
        : "Unauthorized";

    private static Task WriteAsync(HttpContext context, int status, JsonNode detail, string? code = null)
    {
        context.Response.StatusCode = status;
        var answer = new JsonObject { ["detail"] = detail.DeepClone() };
        if (code is not null)
        {
            // More than the original says, for whoever wants to know which key it was.
            answer["code"] = code;
        }

        return context.Response.WriteAsJsonAsync(answer, Wire.Options, CancellationToken.None);
    }
}
