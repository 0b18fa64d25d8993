using DaprProcessing.Gateway.Limits;
using DaprProcessing.Gateway.Problems;

namespace DaprProcessing.Services.Tests.Gateway.Limits;

public sealed class DocumentRoomTests
{
    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task Enter_MoreThanThereIsRoomFor_WaitsForTheFirstToLeave()
    {
        using var room = new DocumentRoom();
        var large = await room.EnterAsync(100 * Megabyte, CancellationToken.None);
        using var small = await room.EnterAsync(10 * Megabyte, CancellationToken.None);

        var next = room.EnterAsync(64 * Megabyte, CancellationToken.None);
        Assert.False(next.IsCompleted);
        large.Dispose();

        using var entered = await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Enter_LargerThanTheRoom_HasItAlone()
    {
        using var room = new DocumentRoom();
        using (await room.EnterAsync(10_000 * Megabyte, CancellationToken.None))
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.EnterAsync(1, limit.Token));
        }

        // Neither the one that gave up nor the large one has kept anything.
        using var all = await room.EnterAsync(10_000 * Megabyte, CancellationToken.None);
    }

    [Fact]
    public void Gate_LargeBodies_AreFourAtATimeAndSmallOnesAny()
    {
        var gate = new MemoryGate();
        var places = Enumerable.Range(0, 5).Select(_ => gate.NewPlace()).ToList();
        places.ForEach(place => place.Enter(1000));
        foreach (var place in places.Take(4))
        {
            place.Enter(Megabyte);
            place.Enter(2 * Megabyte);
        }

        Assert.Equal("too_many_uploads", Assert.Throws<ProblemException>(() => places[4].Enter(Megabyte)).Code);
        places[0].Dispose();
        places[0].Dispose();
        places[4].Enter(Megabyte);
        using var sixth = gate.NewPlace();
        Assert.Throws<ProblemException>(() => sixth.Enter(Megabyte));
    }
}
