using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Platform.Hosting;

/// <summary>
/// What a sidecar brings while what it needs is away is answered with 503, to be brought again, and told of in a line. A service
/// that stops tells nothing: what it needs may have stopped before it.
/// </summary>
public static partial class OutageAnswers
{
    public static WebApplication UseOutageAnswers(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context).ConfigureAwait(false);
            }
            catch (Exception error) when (
                !context.Response.HasStarted && (stopping.IsCancellationRequested || Outage.IsOne(error)))
            {
                if (!stopping.IsCancellationRequested)
                {
                    LogUnanswered(app.Logger, context.Request.Path, Outage.ReasonOf(error));
                }

                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        });
        return app;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} cannot be done at the moment: {Reason}")]
    private static partial void LogUnanswered(ILogger logger, string path, string reason);
}
