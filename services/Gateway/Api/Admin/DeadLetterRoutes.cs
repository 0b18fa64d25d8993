using DaprProcessing.Gateway.Api.Description;

namespace DaprProcessing.Gateway.Api.Admin;

internal static class DeadLetterRoutes
{
    public static void MapDeadLetters(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/dead-letters", DeadLetterCalls.ListAsync).WithName("listDeadLetters")
            .WithSummary("Messages that nobody could read, newest first").Produces<DeadLetterList>()
            .Problems(StatusCodes.Status400BadRequest);
        admin.MapGet("/dead-letters/{id}", DeadLetterCalls.GetAsync).WithName("getDeadLetter")
            .WithSummary("One of them, with its body").Produces<DeadLetterView>().Problems(StatusCodes.Status404NotFound);
        admin.MapPost("/dead-letters/{id}/replay", DeadLetterCalls.ReplayAsync).WithName("replayDeadLetter")
            .WithSummary("Publish it again where it was published").Produces(StatusCodes.Status204NoContent)
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);
        admin.MapDelete("/dead-letters/{id}", DeadLetterCalls.DropAsync).WithName("dropDeadLetter").WithSummary("Remove it")
            .Produces(StatusCodes.Status204NoContent).Problems(StatusCodes.Status404NotFound);
    }
}
