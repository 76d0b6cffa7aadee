using Quintet.Lsp.Session;

namespace LspTests;

public class MemoryTests
{
    [Fact]
    public void MemoryIsGivenBackOnlyAfterMuchWasUsed()
    {
        var memory = new Memory();
        while (!memory.GiveBack()) GC.KeepAlive(new byte[1 << 20]);
        var before = GC.GetTotalAllocatedBytes();
        GC.KeepAlive(new byte[1 << 20]);
        // Other tests allocate beside this one.
        Assert.True(!memory.GiveBack() || GC.GetTotalAllocatedBytes() - before >= Memory.Worth);
    }
}
