using Quintet.Lsp.Session;

namespace LspTests;

public class MemoryTests
{
    [Theory]
    [InlineData(false, Memory.Worth)]
    [InlineData(true, Memory.WorthAtRest)]
    public void MemoryIsGivenBackOnlyAfterMuchWasUsedAndAfterLessWhenNobodyHasTypedForAWhile(bool isAtRest, long worth)
    {
        var allocated = 0L;
        var memory = new Memory(() => allocated);

        allocated = worth - 1;
        Assert.False(memory.GiveBack(isAtRest));
        allocated = worth;
        Assert.True(memory.GiveBack(isAtRest));

        allocated = 2 * worth - 1;
        Assert.False(memory.GiveBack(isAtRest));
        allocated = 2 * worth;
        Assert.True(memory.GiveBack(isAtRest));
    }
}
