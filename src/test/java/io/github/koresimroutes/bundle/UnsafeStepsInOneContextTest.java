package io.github.koresimroutes.bundle;

import org.junit.jupiter.api.BeforeEach;

/** The same where a runtime loads all route files into the bundle's own context. */
class UnsafeStepsInOneContextTest extends UnsafeStepsTest {

    @BeforeEach
    void useOneContext() {
        oneContext = true;
    }
}
