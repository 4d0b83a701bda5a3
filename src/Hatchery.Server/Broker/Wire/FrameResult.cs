namespace Hatchery.Server.Broker.Wire;

enum FrameResult
{
    Complete,

    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>No packet begins like this.</summary>
    Malformed,

    /// <summary>The packet announces more bytes than are allowed. Known from its first five bytes.</summary>
    TooLarge,
}
