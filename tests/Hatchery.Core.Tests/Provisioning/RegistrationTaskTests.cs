using Hatchery.Core.Provisioning;

namespace Hatchery.Core.Tests.Provisioning;

public sealed class RegistrationTaskTests
{
    static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(RegistrationTaskStatus.InProgress, true, RegistrationTaskStatus.Cancelling)]
    [InlineData(RegistrationTaskStatus.InProgress, false, RegistrationTaskStatus.Cancelled)]
    [InlineData(RegistrationTaskStatus.Cancelling, true, RegistrationTaskStatus.Cancelling)]
    [InlineData(RegistrationTaskStatus.Completed, false, RegistrationTaskStatus.Completed)]
    [InlineData(RegistrationTaskStatus.Failed, false, RegistrationTaskStatus.Failed)]
    public void A_stop_ends_what_is_not_over_and_changes_nothing_else(RegistrationTaskStatus before, bool isNext, RegistrationTaskStatus after)
    {
        var task = new RegistrationTask
        {
            Id = new RegistrationTaskId("a"),
            TemplateBody = "{}",
            InputFileBucket = "bucket",
            InputFileKey = "key",
            RoleArn = "role",
            Status = before,
            CreatedAt = Now,
            ModifiedAt = Now,
        };

        var stopped = task.Stop(isNext, Now.AddMinutes(1));

        Assert.Equal(after, stopped.Status);
        Assert.Equal(before == RegistrationTaskStatus.InProgress ? Now.AddMinutes(1) : Now, stopped.ModifiedAt);
        Assert.Equal(task, stopped with { Status = before, ModifiedAt = Now });
    }
}
