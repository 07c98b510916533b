package example;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the application that was packed, in a process of its own. */
@QuarkusIntegrationTest
class ApplicationIT extends ApplicationTest {
}
