namespace DaprProcessing.Gateway.Api.Description;

internal static class ProblemDescriptions
{
    /// <summary>Says in the API description which failures a call answers with.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.ProducesProblem(status);
        }

        return route;
    }
}
